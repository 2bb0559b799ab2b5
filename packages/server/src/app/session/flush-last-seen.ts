// Writes the last-seen times that session checks have noted, in one transaction.

import { touchSessions } from '../../storage/session.ts';
import type { Deps } from '../deps.ts';

/** @returns false: there is never more to do at once. */
export async function flushLastSeen(deps: Pick<Deps, 'store' | 'lastSeen'>): Promise<false> {
  const seen = deps.lastSeen.take();
  if (seen.size === 0) return false;
  try {
    await deps.store.write((tx) => touchSessions(tx, seen));
  } catch (error) {
    deps.lastSeen.restore(seen);
    throw error;
  }
  return false;
}
