// What takes rights waits: how the tour begins such a change on a page, says that it has one key at hand, and stops it again.

import type { Page } from 'playwright-core';
import { button, press, told } from '../../test/browser/on-page.ts';

/** Where the page asks for a second proof first, there is none. `begun`: the sentence that tells of the change that waits. */
export async function goOnWithOne(page: Page, begun: RegExp): Promise<void> {
  const one = button(page, 'Go on with one');
  await page.getByRole('status').filter({ hasText: begun }).or(one).first().waitFor();
  if (await one.isVisible()) await one.click();
  await told(page, begun);
}

export const LEAVING = /^Turn protection off( in 3 days)?\?$/;

/** Confirms what the dialog about turning protection off asks. */
export async function beginLeaving(page: Page): Promise<void> {
  const asking = page.getByRole('dialog', { name: LEAVING });
  await asking.getByRole('button', { name: /^(Turn protection off in 3 days|Begin turning it off)$/ }).click();
  await goOnWithOne(page, /^Protection (turns off|is still on)/);
}

export const stopLeaving = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /^(Stop this change Protection turns off|Keep protection)/ })
    .first()
    .click();

/** Asks for the account to be deleted, and types its address. */
export async function askForDeletion(page: Page, email: string): Promise<void> {
  await press(page, 'Delete this account');
  await deleting(page).getByLabel('Type your e-mail address', { exact: true }).fill(email);
}

export async function beginDeletion(page: Page): Promise<void> {
  await deleting(page)
    .getByRole('button', { name: /^(Delete it in 14 days|Begin deleting it)$/ })
    .click();
  await goOnWithOne(page, /^The account is (deleted|as it was)/);
}

const deleting = (page: Page) => page.getByRole('dialog', { name: /^Delete this account( in 14 days)?\?$/ });

export const stopDeletion = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /^(Stop this change The account is deleted|Keep the account)/ })
    .first()
    .click();
