// What the servers know of their clocks: one state for all of them, the gaps in which it was in doubt, and what each showed.
//
//   believed ──(moved)──► in doubt ──(24 h of running, or a quorum of witnesses)──► believed

import { sql } from 'kysely';
import { WAITS_ITS_TURN } from '../domain/alert/turn.ts';
import { type Gap, grownBy } from '../domain/clock/claim-window.ts';
import { SETTLING_MS } from '../domain/enrolment/settling.ts';
import { OPEN_STATES } from '../domain/hold/hold.ts';
import type { ClockNodeRow, ClockStateRow } from './clock-tables.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const UNSEEN: ClockStateRow = {
  id: 1,
  steady_ms: 0,
  counted_by: null,
  doubted_from: null,
  moved_at: null,
  why: null,
  gap_ms: null,
  log_size: 0,
};

/** The one state. Before any server has looked there is none, and nothing speaks against the clock. */
export const findClockState = async (tx: Tx): Promise<ClockStateRow> =>
  (await tx.q.selectFrom('clock_state').selectAll().executeTakeFirst()) ?? UNSEEN;

const LOCK = statement<ClockStateRow>('clock_lock', 'select * from clock_state where id = 1', 'lock');

/** The same, held until the transaction ends: servers look one after the other. */
export async function lockClockState(tx: Tx): Promise<ClockStateRow> {
  await tx.q
    .insertInto('clock_state')
    .values(UNSEEN)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const [row] = await tx.all(LOCK, []);
  if (!row) throw new Error('the clock has a state');
  return row;
}

/** In the transaction that holds it. */
export async function updateClockState(tx: Tx, change: Partial<ClockStateRow>): Promise<void> {
  mustTouchOne(await tx.q.updateTable('clock_state').set(change).where('id', '=', 1).executeTakeFirst());
}

/** Was the clock moved, and is it not believed again? */
export const isClockDoubted = async (tx: Tx): Promise<boolean> => (await findClockState(tx)).doubted_from !== null;

/** The clock is believed again from `until` on. In the transaction that holds the state. */
export async function closeGap(tx: Tx, from: number, until: number): Promise<void> {
  const number = (await tx.q.selectFrom('clock_gap').select('number').execute()).length + 1;
  await tx.q.insertInto('clock_gap').values({ number, from_at: from, until_at: until }).execute();
  await updateClockState(tx, { doubted_from: null });
}

/** Every stretch in which the clock was in doubt, in the order in which they were, the one that lasts included. */
export async function listGaps(tx: Tx): Promise<readonly Gap[]> {
  const rows = await tx.q.selectFrom('clock_gap').selectAll().orderBy('number').execute();
  const { doubted_from: from } = await findClockState(tx);
  const closed: Gap[] = rows.map((row) => ({ from: row.from_at, until: row.until_at }));
  return from === null ? closed : [...closed, { from, until: null }];
}

/** What the other servers showed when they last looked. */
export async function listOtherNodes(tx: Tx, node: string): Promise<readonly ClockNodeRow[]> {
  return tx.q.selectFrom('clock_node').selectAll().where('node', '<>', node).orderBy('node').execute();
}

const PUT_NODE = statement(
  'clock_node_put',
  `insert into clock_node (node, wall_at) values (?, ?) on conflict (node) do update set wall_at = excluded.wall_at`,
);

/** What this server shows now. */
export async function putNode(tx: Tx, row: ClockNodeRow): Promise<void> {
  await tx.run(PUT_NODE, [row.node, row.wall_at]);
}

/** Servers that look no more; one that does is there again with its next look. */
export async function forgetNodes(tx: Tx, nodes: readonly string[]): Promise<void> {
  if (nodes.length > 0) await tx.q.deleteFrom('clock_node').where('node', 'in', nodes).execute();
}

/** By the database's own clock; null for one without. */
export async function readDatabaseClock(tx: Tx): Promise<number | null> {
  if (tx.dialect === 'sqlite') return null;
  const { rows } = await sql<{ readonly now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(tx.q);
  return rows[0]?.now ?? null;
}

/**
 * When anything is known to have been: the newest head, or a server's look after it. Null before anything was sealed. The
 * newest head is the largest: a clock that was put right has signed it after one that was ahead.
 */
export async function findNewestMoment(tx: Tx): Promise<number | null> {
  const head = await tx.q.selectFrom('log_checkpoint').select('signed_at').orderBy('size', 'desc').limit(1).execute();
  const nodes = await tx.q.selectFrom('clock_node').select('wall_at').execute();
  const [signedAt] = head.map((row) => row.signed_at);
  return signedAt === undefined ? null : Math.max(signedAt, ...nodes.map((row) => row.wall_at));
}

/**
 * What a clock that ran ahead put off, or claimed, beyond `latest` is due now: an alert does not wait for that clock's time.
 * It may go out twice, under the same id.
 */
export async function hurryPutOff(tx: Tx, now: number, latest: number): Promise<void> {
  const queues = [
    ['outbox', sql`done_at is null and dead_at is null`],
    ['audit_stream', sql`1 = 1`],
  ] as const;
  for (const [table, isOpen] of queues) {
    await sql`update ${sql.table(table)} set next_at = ${now}
      where ${isOpen} and next_at > ${latest} and next_at <> ${WAITS_ITS_TURN}`.execute(tx.q);
    await sql`update ${sql.table(table)} set claimed_until = 0
      where ${isOpen} and claimed_until > ${latest}`.execute(tx.q);
  }
}

/** What was noted as ripe by a clock since then is told again, at its time or at once. */
export async function tellRipeAgain(tx: Tx, since: number): Promise<void> {
  await tx.q
    .updateTable('hold')
    .set((is) => ({ state: 'waiting', next_at: is.ref('ripens_at') }))
    .where('state', 'in', OPEN_STATES)
    .where('state', '<>', 'waiting')
    .where('ripens_at', '>', since)
    .execute();
}

/** The clock is believed again: an enrolment that settled in this gap can be taken back for as much longer. */
export async function growSettling(tx: Tx, from: number, until: number): Promise<void> {
  const settling = await tx.q
    .selectFrom('account')
    .select(['id', 'settles_at'])
    .where('settles_at', '>', from)
    .execute();
  for (const { id, settles_at: ends } of settling) {
    if (ends === null) continue;
    const grown = grownBy(ends - SETTLING_MS, ends, [{ from, until }], until);
    if (grown > ends) await tx.q.updateTable('account').set({ settles_at: grown }).where('id', '=', id).execute();
  }
}
