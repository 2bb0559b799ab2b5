// An account as it stands while the clock is in doubt: nothing ages by a clock that may be ahead (product.md §3, “Time”).

import type { Account } from '../account/account.ts';
import type { Credential } from './credential.ts';
import { NEW_MS } from './key-stage.ts';

/** How much of the time since `at` is in doubt, and counts for nothing. */
const doubtedSince = (at: number, until: number, now: number): number => Math.max(0, now - Math.max(until, at));

/**
 * What happened later than now happened by now: a clock that was ahead has written it. A date that is counted from it moves
 * with it. storage/put-right.ts does the same for good, once the clock is believed.
 */
function happenedBy(key: Credential, now: number): Credential {
  const ahead = Math.max(0, key.createdAt - now);
  const [createdAt, trustedAt] = [key.createdAt - ahead, key.trustedAt - ahead];
  const isByAge = trustedAt === createdAt + NEW_MS;
  return {
    ...key,
    createdAt,
    trustedAt: isByAge ? trustedAt : Math.min(trustedAt, now),
    suspension: key.suspension && { ...key.suspension, at: Math.min(key.suspension.at, now) },
    lastUsedAt: key.lastUsedAt === null ? null : Math.min(key.lastUsedAt, now),
  };
}

/**
 * Its age stands still at `until`, since when the clock is in doubt; what was added later has no age. What made a key
 * trusted otherwise than by its age, such as an enrolment's commit, holds. A suspension lasts no shorter.
 */
export function agedUntil(stored: Credential, until: number, now: number): Credential {
  const key = happenedBy(stored, now);
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

/** Its keys, and the freeze of a standard account, which a clock ahead must neither end nor begin later. */
export function accountAgedUntil<A extends Account>(account: A, until: number, now: number): A {
  const frozenAt = account.frozenAt === null ? null : Math.min(account.frozenAt, now);
  return {
    ...account,
    credentials: account.credentials.map((key) => agedUntil(key, until, now)),
    frozenAt: frozenAt === null ? null : frozenAt + doubtedSince(frozenAt, until, now),
  };
}
