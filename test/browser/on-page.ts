// What people do on any page: read its statement, press, fill in, follow.

import type { Locator, Page } from 'playwright-core';

/** Waits for the page's one h1 to say this. */
export const statement = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: text }).waitFor();

/** The button with exactly this name. */
export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true });

export const press = (within: Page | Locator, name: string): Promise<void> => button(within, name).click();

export const fill = (within: Page | Locator, label: string, text: string): Promise<void> =>
  within.getByLabel(label, { exact: true }).fill(text);

export const dialog = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title });

/** By the navigation of wide windows. */
export const go = (page: Page, place: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: place, exact: true }).click();

/** A sentence in the page's live region: what has just been done. */
export const told = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole('status').filter({ hasText: text }).waitFor();

export const SECOND_PROOF = 'Second key or recovery key at hand?';

/** The dialog that asks for one: for a key, a recovery key, or either, as the account has them. */
const secondProof = (page: Page): Locator => page.getByRole('dialog', { name: /key at hand\?$/ });

/** Asked for a second proof, the person has none at hand: one begins it, and nothing more. */
export const goOnWithOne = (page: Page): Promise<void> => press(secondProof(page), 'Go on with one');
