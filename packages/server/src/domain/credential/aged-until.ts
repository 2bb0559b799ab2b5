// An account as it stands while the clock is in doubt: nothing ages by a clock that may be ahead (product.md §3, “Time”).

import type { Account } from '../account/account.ts';
import type { Credential } from './credential.ts';
import { NEW_MS } from './key-stage.ts';

/** How much of the time since `at` is in doubt, and counts for nothing. */
const doubtedSince = (at: number, until: number, now: number): number => Math.max(0, now - Math.max(until, at));

/**
 * Its age stands still at `until`, since when the clock is in doubt; what was added later has no age. What made a key
 * trusted otherwise than by its age, such as an enrolment's commit, holds. A suspension lasts no shorter.
 */
export function agedUntil(key: Credential, until: number, now: number): Credential {
  const doubted = doubtedSince(key.createdAt, until, now);
  if (doubted === 0) return key;
  const isByAge = key.trustedAt === key.createdAt + NEW_MS;
  const { suspension } = key;
  return {
    ...key,
    createdAt: key.createdAt + doubted,
    trustedAt: isByAge ? key.trustedAt + doubted : key.trustedAt,
    suspension: suspension && { ...suspension, at: suspension.at + doubtedSince(suspension.at, until, now) },
  };
}

/** Its keys, and the freeze of a standard account, which a clock ahead must not end. */
export const accountAgedUntil = <A extends Account>(account: A, until: number, now: number): A => ({
  ...account,
  credentials: account.credentials.map((key) => agedUntil(key, until, now)),
  frozenAt: account.frozenAt === null ? null : account.frozenAt + doubtedSince(account.frozenAt, until, now),
});
