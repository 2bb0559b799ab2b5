// Tidies rows that have no more use. Nothing relies on it: expiry is checked at every use.

import { DELIVERIES_KEPT_MS } from '../domain/webhook/webhook.ts';
import type { Tx } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Ended sessions are kept for a month, the outlines of what was delivered for a month, the rest until it expires. */
export async function sweep(tx: Tx, now: number): Promise<void> {
  await tx.q
    .deleteFrom('spent')
    .where('expires_at', '<', now - DAY_MS)
    .execute();
  await tx.q.deleteFrom('flow').where('expires_at', '<', now).where('kind', '!=', 'setup').execute();
  await tx.q.deleteFrom('throttle').where('resets_at', '<', now).execute();
  await tx.q
    .deleteFrom('session')
    .where('ends_at', '<', now - 30 * DAY_MS)
    .execute();
  await tx.q
    .deleteFrom('webhook_delivery')
    .where('at', '<', now - DELIVERIES_KEPT_MS)
    .execute();
  await tx.q
    .deleteFrom('outbox')
    .where('done_at', '<', now - 30 * DAY_MS)
    .execute();
}
