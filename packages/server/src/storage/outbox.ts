// The outbox: what is to be delivered, committed with what it reports, claimed by one worker at a time.
//
//   waiting ──claim──► claimed ──delivered──► done
//      ▲                  ├──failed: back-off──► waiting
//      └──claim ran out───┘  └──failed too often──► dead

import { sql } from 'kysely';
import type { AlertId } from '../domain/id.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { OutboxRow } from './tables.ts';

const INSERT = statement(
  'outbox_insert',
  `insert into outbox (id, account_id, channel, payload_sealed, created_at, next_at, attempts, claimed_until)
   values (?, ?, ?, ?, ?, ?, 0, 0)`,
);

export async function insertOutbox(
  tx: Tx,
  row: Pick<OutboxRow, 'id' | 'account_id' | 'channel' | 'created_at'> & { readonly payload_sealed: string },
): Promise<void> {
  await tx.run(INSERT, [row.id, row.account_id, row.channel, row.payload_sealed, row.created_at, row.created_at]);
}

/** A row that may be claimed at `now`, twice. On its own it tells cheaply whether there is anything to do. */
export const OUTBOX_DUE = statement<{ readonly id: AlertId }>(
  'outbox_due',
  `select id from outbox where done_at is null and dead_at is null and next_at <= ? and claimed_until <= ? limit 1`,
);

/** Claims up to `countMax` due rows for `leaseMs`; a row that another worker holds is passed over. */
export async function claimOutbox(
  tx: Tx,
  now: number,
  leaseMs: number,
  countMax: number,
): Promise<readonly OutboxRow[]> {
  let due = tx.q
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('next_at', '<=', now)
    .where('claimed_until', '<=', now)
    .orderBy('next_at')
    .limit(countMax);
  if (tx.dialect === 'postgres') due = due.forUpdate().skipLocked();
  const ids = (await due.execute()).map((row) => row.id);
  if (ids.length === 0) return [];
  return tx.q
    .updateTable('outbox')
    .set((is) => ({ claimed_until: now + leaseMs, attempts: is('attempts', '+', 1) }))
    .where('id', 'in', ids)
    .where('claimed_until', '<=', now)
    .where('done_at', 'is', null)
    .returningAll()
    .execute();
}

const FINISH = statement(
  'outbox_finish',
  'update outbox set done_at = ?, payload_sealed = null, last_error = null where id = ?',
);

/** Delivered: what was sent is no longer kept. */
export async function finishOutbox(tx: Tx, id: AlertId, now: number): Promise<void> {
  await tx.run(FINISH, [now, id]);
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
  const count = async (dead: boolean) => {
    const row = await tx.q
      .selectFrom('outbox')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('done_at', 'is', null)
      .where('dead_at', dead ? 'is not' : 'is', null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return { pending: await count(false), dead: await count(true) };
}
