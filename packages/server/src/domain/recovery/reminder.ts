// When a holder is reminded by mail that a recovery could fail: not before something is amiss, and once a month at most.

import type { ProtectedAccount } from '../account/account.ts';
import { type ReadinessNag, readiness, STALE_PROOF_MS } from './readiness.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
export const REMIND_EVERY_MS = 30 * DAY_MS;
/** Whoever has just come back is asked on the page to type a new key back; the mail waits for that. */
export const REMIND_AFTER_RECOVERY_MS = 7 * DAY_MS;

export interface Reminder {
  /** What to remind of; null: nothing. */
  readonly of: ReadinessNag | null;
  readonly lookAgainAt: number;
}

export function decideReminder(account: ProtectedAccount, now: number): Reminder {
  // While a recovery is under way its own alerts are what counts.
  if (account.openRecoveries.length > 0) return { of: null, lookAgainAt: now + DAY_MS };
  const { nag, lastProvedAt } = readiness(account, now);
  if (nag !== null) return { of: nag, lookAgainAt: now + REMIND_EVERY_MS };
  return { of: null, lookAgainAt: (lastProvedAt ?? now) + STALE_PROOF_MS };
}
