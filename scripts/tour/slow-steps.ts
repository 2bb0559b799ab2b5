// What takes rights waits: how the tour begins such a change on a page with the one key that is at hand, and stops it again.

import type { Page } from 'playwright-core';
import { dialog, fill, goOnWithOne, press, told } from '../../test/browser/on-page.ts';

export const LEAVING = 'Turn protection off?';

/** Confirms what the dialog about turning protection off asks. */
export async function beginLeaving(page: Page): Promise<void> {
  await press(dialog(page, LEAVING), 'Begin turning it off');
  await goOnWithOne(page);
  await told(page, /^Protection is still on\./);
}

export const stopLeaving = (page: Page): Promise<void> => press(page, 'Stop this change Turn protection off');

const DELETING = 'Delete this account?';

/** Asks for the account to be deleted, and types its address. */
export async function askForDeletion(page: Page, email: string): Promise<void> {
  await press(page, 'Delete this account');
  await fill(dialog(page, DELETING), 'Type your e-mail address', email);
}

export async function beginDeletion(page: Page): Promise<void> {
  await press(dialog(page, DELETING), 'Begin deleting it');
  await goOnWithOne(page);
  await told(page, /^The account is as it was\. Its deletion waits\./);
}

export const stopDeletion = (page: Page): Promise<void> => press(page, 'Stop this change Delete the account');
