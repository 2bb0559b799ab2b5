// What delivery gave up: kept with what it says until an operator has it tried again.

import type { OutboxChannel, Rank } from '../domain/alert/channel.ts';
import type { AlertId } from '../domain/id.ts';
import type { Tx } from './store.ts';

export interface Undelivered {
  readonly id: AlertId;
  readonly channel: OutboxChannel;
  readonly rank: Rank;
  readonly created_at: number;
  readonly dead_at: number;
  readonly attempts: number;
  readonly last_error: string | null;
  /** What the operator calls the platform's own channel; a holder's channel is not the operator's to know. */
  readonly platform_label: string | null;
}

/** The newest made first. */
export async function listUndelivered(
  tx: Tx,
  page: { readonly before?: AlertId | undefined; readonly countMax: number },
): Promise<readonly Undelivered[]> {
  let query = tx.q
    .selectFrom('outbox')
    .leftJoin('alert_channel', (join) =>
      join.onRef('alert_channel.id', '=', 'outbox.channel_id').on('alert_channel.account_id', 'is', null),
    )
    .select(['outbox.id', 'outbox.channel', 'outbox.rank', 'outbox.created_at', 'outbox.dead_at', 'outbox.attempts'])
    .select(['outbox.last_error', 'alert_channel.label as platform_label'])
    .where('outbox.dead_at', 'is not', null)
    .where('outbox.done_at', 'is', null)
    .orderBy('outbox.id', 'desc')
    .limit(page.countMax);
  if (page.before) query = query.where('outbox.id', '<', page.before);
  const rows = await query.execute();
  return rows.map((row) => ({ ...row, dead_at: row.dead_at ?? 0 }));
}

/** For metrics and the doctor. */
export async function countUndelivered(tx: Tx): Promise<number> {
  const row = await tx.q
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('dead_at', 'is not', null)
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** They are due now, as if they were new. @returns how many of them were given up until now. */
export async function retryUndelivered(tx: Tx, ids: readonly AlertId[], now: number): Promise<number> {
  const retried = await tx.q
    .updateTable('outbox')
    .set({ dead_at: null, attempts: 0, next_at: now, claimed_until: 0 })
    .where('id', 'in', ids)
    .where('dead_at', 'is not', null)
    .where('done_at', 'is', null)
    .returning('channel')
    .execute();
  for (const { channel } of retried) tx.queued(channel);
  return retried.length;
}
