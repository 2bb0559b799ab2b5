// Streams of the log: which place each webhook is sent next. One worker at a time holds a stream, and it moves on only when
// its batch has arrived.
//
//   position ──claim──► batch up to batch_end ──arrived──► position = batch_end
//                            └──failed: back-off, the same batch again──┘

import type { ChannelId } from '../domain/id.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { AuditStreamRow } from './tables.ts';

/** A batch that is held until it has arrived, or the lease is over. */
export interface ClaimedBatch {
  readonly channel_id: ChannelId;
  readonly position: number;
  readonly batch_end: number;
  /** This one included. */
  readonly attempts: number;
}

/** `position`: the place in the log that it is sent first. */
export async function insertStream(tx: Tx, id: ChannelId, position: number): Promise<void> {
  await tx.q
    .insertInto('audit_stream')
    .values({ channel_id: id, position, batch_end: null, attempts: 0, next_at: 0, claimed_until: 0 })
    .execute();
}

/** Null for a channel that is sent alerts. */
export async function findStream(tx: Tx, id: ChannelId): Promise<AuditStreamRow | null> {
  const row = await tx.q.selectFrom('audit_stream').selectAll().where('channel_id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Its channel is deleted by `alert-channel.ts`. */
export async function deleteStream(tx: Tx, id: ChannelId): Promise<void> {
  await tx.q.deleteFrom('audit_stream').where('channel_id', '=', id).execute();
}

const DUE_FROM = `from audit_stream as stream
  join alert_channel as channel on channel.id = stream.channel_id
  join log_head as head on head.size > stream.position
  where channel.state = 'live' and stream.next_at <= ? and stream.claimed_until <= ?`;

/** A stream that may be claimed; its values are `now` twice. It tells cheaply whether there is anything to do. */
export const STREAM_DUE = statement<{ readonly channel_id: ChannelId }>(
  'audit_stream_due',
  `select stream.channel_id ${DUE_FROM} limit 1`,
);

const LIST_DUE = statement<AuditStreamRow & { readonly size: number }>(
  'audit_stream_list_due',
  `select stream.channel_id, stream.position, stream.batch_end, stream.attempts, head.size ${DUE_FROM}
   order by stream.channel_id`,
);

const CLAIM = statement(
  'audit_stream_claim',
  `update audit_stream set claimed_until = ?, batch_end = ?, attempts = attempts + 1
   where channel_id = ? and position = ? and next_at <= ? and claimed_until <= ?`,
);

/** What failed goes out again as it was, so that its receiver can tell that it has it: a batch begun keeps its end. */
export async function claimBatches(
  tx: Tx,
  claim: { readonly now: number; readonly leaseMs: number; readonly countMax: number },
): Promise<readonly ClaimedBatch[]> {
  const { now, leaseMs, countMax } = claim;
  const claimed: ClaimedBatch[] = [];
  for (const row of await tx.all(LIST_DUE, [now, now])) {
    const { channel_id, position, attempts } = row;
    const end = row.batch_end ?? Math.min(row.size, position + countMax);
    const touched = await tx.run(CLAIM, [now + leaseMs, end, channel_id, position, now, now]);
    if (touched === 1) claimed.push({ channel_id, position, batch_end: end, attempts: attempts + 1 });
  }
  return claimed;
}

/** It arrived: the stream moves on. @returns false where somebody else has moved it, or it was removed. */
export async function passBatch(tx: Tx, batch: ClaimedBatch): Promise<boolean> {
  const moved = await tx.q
    .updateTable('audit_stream')
    .set({ position: batch.batch_end, batch_end: null, attempts: 0, next_at: 0, claimed_until: 0 })
    .where('channel_id', '=', batch.channel_id)
    .where('position', '=', batch.position)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows) === 1;
}

/** It did not arrive: the same batch goes out again at `nextAt`. */
export async function holdBatch(tx: Tx, batch: ClaimedBatch, nextAt: number): Promise<void> {
  await tx.q
    .updateTable('audit_stream')
    .set({ next_at: nextAt, claimed_until: 0 })
    .where('channel_id', '=', batch.channel_id)
    .where('position', '=', batch.position)
    .execute();
}

/** Whoever turned it on again does not wait for the back-off. */
export async function hurryStream(tx: Tx, id: ChannelId): Promise<void> {
  const hurried = await tx.q
    .updateTable('audit_stream')
    .set({ attempts: 0, next_at: 0 })
    .where('channel_id', '=', id)
    .executeTakeFirst();
  mustTouchOne(hurried);
}
