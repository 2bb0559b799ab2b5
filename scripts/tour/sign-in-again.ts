// Somebody whose session ran out while the clock was moved on, and who has a key at hand.

import { go, press, statement } from '../../test/browser/on-page.ts';
import type { Visitor } from '../../test/browser/visitor.ts';
import { PROTECTED } from './traveller.ts';

export async function signInAgain({ page }: Visitor): Promise<void> {
  await page.goto('/sign-in');
  await press(page, 'Sign in with a key');
  // It leads back to where the old session had ended.
  await go(page, 'Overview');
  await statement(page, PROTECTED);
}
