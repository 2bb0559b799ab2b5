// Deletes rows that are of no more use. Nothing relies on it: expiry is checked at every use.

import type { Sweepable } from '../domain/clock/belief.ts';
import type { Tx } from './store.ts';

/** What is kept for a time of the operator's choice goes by app/retention. Both are asked for by app/sweep.ts alone. */
export async function sweep(tx: Tx, { before, spentBefore }: Sweepable): Promise<void> {
  if (spentBefore !== null) await tx.q.deleteFrom('spent').where('expires_at', '<', spentBefore).execute();
  if (before === null) return;
  await tx.q.deleteFrom('flow').where('expires_at', '<', before).where('kind', '!=', 'setup').execute();
  await tx.q.deleteFrom('throttle').where('resets_at', '<', before).execute();
}
