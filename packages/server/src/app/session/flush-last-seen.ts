// Writes the last-seen times that session checks have noted, in one transaction.

import { touchSessions } from '../../storage/session.ts';
import type { Deps } from '../deps.ts';

/** What could not be written is kept for the next time. @throws the database's own error */
export async function flushLastSeen(deps: Pick<Deps, 'store' | 'lastSeen'>): Promise<void> {
  const seen = deps.lastSeen.take();
  if (seen.size === 0) return;
  try {
    await deps.store.write((tx) => touchSessions(tx, seen));
  } catch (error) {
    deps.lastSeen.restore(seen);
    throw error;
  }
}
