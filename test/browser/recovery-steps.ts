// What people do on the pages of a recovery, from either side.

import type { Page } from 'playwright-core';
import { fill, press, statement } from './on-page.ts';
import type { Visitor } from './visitor.ts';

/** What a slip on the page shows, group by group. */
export const readSlips = (page: Page): Promise<string[]> =>
  page
    .getByRole('figure')
    .locator('code')
    .evaluateAll((codes) => codes.map((code) => code.textContent?.trim() ?? ''));

/** The answer to the question for the other recovery key. */
export const hasOnlyOne = (page: Page): Promise<void> =>
  page.getByRole('radio', { name: /^No, only this one/ }).check();

/** From the form to the case that waits. @returns the case secret, as the page shows it this once. */
export async function startRecovery({ page }: Visitor, email: string, recoveryKey: string): Promise<string> {
  await page.goto('/recover');
  await fill(page, 'E-mail address of the account', email);
  await fill(page, 'Recovery key', recoveryKey);
  await hasOnlyOne(page);
  await press(page, 'Start the recovery');
  await statement(page, 'Your recovery has started. Now it waits.');
  const [secret = ''] = await readSlips(page);
  return secret;
}

/** Comes back with the case secret, typed. */
export async function comeBack({ page }: Visitor, secret: string): Promise<void> {
  await page.goto('/recover/return');
  await fill(page, 'Case secret', secret);
  await press(page, 'Show the case');
}

/** Of a case whose wait is over: two new keys, the laptop's own and a security key, and the last step. */
export async function registerAndFinish(visitor: Visitor, recoveryKey: string): Promise<readonly string[]> {
  const { page } = visitor;
  await statement(page, 'The wait is over. Register two new keys.');
  await fill(page, 'Type it once more from your paper', recoveryKey);
  await visitor.hold(visitor.laptop);
  await press(page, 'Add this device');
  await statement(page, 'One key is registered. It needs two.');
  await visitor.hold(visitor.deskKey);
  await press(page, 'Add a security key');
  await statement(page, 'Both keys are registered. Come back in.');
  await press(page, 'Go on with these keys');
  await statement(page, 'You are back. Keep these two new recovery keys.');
  return readSlips(page);
}
