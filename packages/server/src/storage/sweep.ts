// Deletes rows that are of no more use. Nothing relies on it: expiry is checked at every use.

import type { Tx } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is kept for a time of the operator's choice goes by app/retention. */
export async function sweep(tx: Tx, now: number): Promise<void> {
  await tx.q
    .deleteFrom('spent')
    .where('expires_at', '<', now - DAY_MS)
    .execute();
  await tx.q.deleteFrom('flow').where('expires_at', '<', now).where('kind', '!=', 'setup').execute();
  await tx.q.deleteFrom('throttle').where('resets_at', '<', now).execute();
}
