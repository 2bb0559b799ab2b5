// Whether the sealer keeps up: readiness turns false when it has stopped, so that nothing goes on unproved unnoticed.

import { findLatestCheckpoint, OLDEST_UNSEALED } from '../../storage/log.ts';
import type { Deps } from '../deps.ts';

export const SEALING_LATE_MS = 5000;

/** Resolves when sealing goes on. One that catches up with a backlog goes on. @throws when it has stopped. */
export async function checkSealing(deps: Pick<Deps, 'store'>, now: number): Promise<void> {
  const oldest = await deps.store.one(OLDEST_UNSEALED, []);
  if (!oldest || now - oldest.at <= SEALING_LATE_MS) return;
  const latest = await deps.store.read(findLatestCheckpoint);
  if (latest && now - latest.signed_at <= SEALING_LATE_MS) return;
  throw new Error('events wait to be sealed, and nothing seals them');
}
