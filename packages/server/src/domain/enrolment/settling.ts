// Settling: after an enrolment that one of several proofs confirmed, or a new key, the mode is on, and for 72 hours the mailbox
// of the day before together with a second factor or key of the last fourteen days can take it back (product.md §2).

import type { Account } from '../account/account.ts';

const HOUR_MS = 60 * 60 * 1000;
export const SETTLING_MS = 72 * HOUR_MS;
/** How long a factor or key that was replaced can still take an enrolment back, and lift a freeze. */
export const FORMER_FACTOR_MS = 14 * 24 * HOUR_MS;

/** Until when the account settles, or null where it does not. */
export const settlesUntil = (account: Account, now: number): number | null =>
  account.tier !== 'standard' && account.settlesAt !== null && now < account.settlesAt ? account.settlesAt : null;
