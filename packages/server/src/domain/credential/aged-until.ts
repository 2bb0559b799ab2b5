// A key as it stands while the clock is in doubt: nothing ages by a clock that may be ahead (product.md §3, “Time”).

import type { Credential } from './credential.ts';
import { NEW_MS } from './key-stage.ts';

/**
 * Its age stands still at `until`, since when the clock is in doubt; what was added later has no age. What made a key
 * trusted otherwise than by its age, such as an enrolment's commit, holds.
 */
export function agedUntil(key: Credential, until: number, now: number): Credential {
  const doubted = now - Math.max(until, key.createdAt);
  if (doubted <= 0) return key;
  const isByAge = key.trustedAt === key.createdAt + NEW_MS;
  return {
    ...key,
    createdAt: key.createdAt + doubted,
    trustedAt: isByAge ? key.trustedAt + doubted : key.trustedAt,
  };
}
