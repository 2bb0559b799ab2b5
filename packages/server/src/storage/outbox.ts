// The outbox: what is to be delivered, committed with what it reports, claimed by one worker at a time.
//
//   waiting ──claim──► claimed ──delivered, or nobody left to deliver to──► done
//      ▲                  ├──failed: back-off──► waiting
//      └──claim ran out───┘  └──failed too often──► dead

import { sql } from 'kysely';
import { type OutboxChannel, RANKS, type Rank } from '../domain/alert/channel.ts';
import { WAITS_ITS_TURN } from '../domain/alert/turn.ts';
import type { AlertId } from '../domain/id.ts';
import type { OutboxRow } from './alert-tables.ts';
import { HAS_ENOUGH_IN_PLAY, inPlay } from './outbox-turn.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import { countUndelivered } from './undelivered.ts';

const INSERT = statement(
  'outbox_insert',
  `insert into outbox (id, account_id, channel, channel_id, rank, event_id, payload_sealed, created_at, next_at,
   attempts, claimed_until) values (?, ?, ?, ?, ?, ?, ?, ?,
   case when ${HAS_ENOUGH_IN_PLAY} then ${WAITS_ITS_TURN} else ? end, 0, 0)`,
);

const TAKE_BACK = statement('outbox_take_back', 'delete from outbox where id = ?');

/** Takes a message out again, in the transaction that put it in. */
export const takeBack = (tx: Tx, id: OutboxRow['id']): void => tx.send(TAKE_BACK, [id]);

export type NewOutboxRow = Pick<
  OutboxRow,
  'id' | 'account_id' | 'channel' | 'channel_id' | 'rank' | 'event_id' | 'created_at'
> & { readonly payload_sealed: string };

/** Due at once, or when its turn comes. Whoever delivers the channel hears of it when the transaction has committed. */
export function insertOutbox(tx: Tx, row: NewOutboxRow): void {
  tx.queued(row.channel);
  tx.send(INSERT, [
    row.id,
    row.account_id,
    row.channel,
    row.channel_id,
    row.rank,
    row.event_id,
    row.payload_sealed,
    row.created_at,
    ...inPlay(row, row.created_at, row.rank),
    row.created_at,
  ]);
}

const DUE = (rank: Rank) =>
  `select id from outbox where channel = ? and rank = ${rank} and done_at is null and dead_at is null
   and next_at <= ? and claimed_until <= ?`;

/** Rows of a channel that may be claimed: the channel, `now` and `now` once for each rank. It tells cheaply whether there is anything to do. */
export const OUTBOX_DUE = statement<{ readonly id: AlertId }>(
  'outbox_due',
  `${RANKS.map(DUE).join(' union all ')} limit 1`,
);

/** The values of OUTBOX_DUE. */
export const outboxDueValues = (channel: OutboxChannel, now: number): (string | number)[] =>
  RANKS.flatMap(() => [channel, now, now]);

const FINISH = statement(
  'outbox_finish',
  'update outbox set done_at = ?, payload_sealed = null, last_error = null where id = ?',
);

/** Delivered: what was sent is no longer kept. */
export async function finishOutbox(tx: Tx, id: AlertId, now: number): Promise<void> {
  await tx.run(FINISH, [now, id]);
}

/** Over or not: it is to be delivered again, now. @returns false when it is no longer there. */
export async function reopenOutbox(
  tx: Tx,
  row: Pick<OutboxRow, 'id' | 'channel' | 'rank' | 'payload_sealed'>,
  now: number,
): Promise<boolean> {
  tx.queued(row.channel);
  const { rank, payload_sealed } = row;
  const result = await tx.q
    .updateTable('outbox')
    .set({
      rank,
      payload_sealed,
      next_at: now,
      attempts: 0,
      done_at: null,
      dead_at: null,
      last_error: null,
      // A worker that is at it just now keeps its claim.
      claimed_until: sql`case when done_at is null then claimed_until else 0 end`,
    })
    .where('id', '=', row.id)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Nobody is left to deliver it to: over, without a word to an operator who could not help. */
export async function dropOutbox(tx: Tx, id: AlertId, error: string, now: number): Promise<void> {
  await tx.q
    .updateTable('outbox')
    .set({ done_at: now, payload_sealed: null, last_error: error.slice(0, 300) })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute();
}

/** Not delivered: tried again at `nextAt`, or given up for an operator to see. */
export async function failOutbox(
  tx: Tx,
  id: AlertId,
  error: string,
  outcome: { readonly nextAt: number } | { readonly deadAt: number },
): Promise<void> {
  const change = 'nextAt' in outcome ? { next_at: outcome.nextAt } : { dead_at: outcome.deadAt };
  await tx.q
    .updateTable('outbox')
    .set({ ...change, claimed_until: 0, last_error: error.slice(0, 300) })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute();
}

/** When the next row is due, or null when nothing waits. */
export async function nextOutboxAt(tx: Tx): Promise<number | null> {
  const row = await tx.q
    .selectFrom('outbox')
    // A claimed row waits for its lease; it must not hide one that is due before.
    .select(sql<number | null>`min(case when claimed_until > next_at then claimed_until else next_at end)`.as('at'))
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** For the metrics: how many wait, how many were given up. */
export async function countOutbox(tx: Tx): Promise<{ readonly pending: number; readonly dead: number }> {
  const row = await tx.q
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { pending: Number(row.count), dead: await countUndelivered(tx) };
}
