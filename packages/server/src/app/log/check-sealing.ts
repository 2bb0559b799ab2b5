// Whether the sealer keeps up: readiness turns false when it has stopped, so that nothing goes on unproved unnoticed.

import { findLatestCheckpoint, OLDEST_UNSEALED } from '../../storage/log.ts';
import type { Deps } from '../deps.ts';

export const SEALING_LATE_MS = 5000;

/** Of then and now. A moment that is ahead is from before the clock was put back, and says nothing of now. */
const isRecent = (then: number, now: number): boolean => Math.abs(now - then) <= SEALING_LATE_MS;

/** Resolves when sealing goes on. One that catches up with a backlog goes on. @throws when it has stopped. */
export async function checkSealing(deps: Pick<Deps, 'store'>, now: number): Promise<void> {
  const oldest = await deps.store.one(OLDEST_UNSEALED, []);
  if (!oldest || isRecent(oldest.at, now)) return;
  const latest = await deps.store.read(findLatestCheckpoint);
  if (latest && isRecent(latest.signed_at, now)) return;
  throw new Error('events wait to be sealed, and nothing seals them');
}
