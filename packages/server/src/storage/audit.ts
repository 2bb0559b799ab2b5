// The evidence: one row for each outcome, written in the transaction of what it reports.

import { sql } from 'kysely';
import { type AccountId, type EventId, firstIdAt } from '../domain/id.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { AuditEventRow } from './tables.ts';

const INSERT = statement(
  'audit_insert',
  `insert into audit_event (id, account_id, at, operation, outcome, reason, actor, session_id, credential_id, ip,
   country_code, device, user_agent, request_id, subject, used_key_id, key_name,
   effective_at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);

export function insertAuditEvent(tx: Tx, row: AuditEventRow): void {
  tx.send(INSERT, [
    row.id,
    row.account_id,
    row.at,
    row.operation,
    row.outcome,
    row.reason,
    row.actor,
    row.session_id,
    row.credential_id,
    row.ip,
    row.country_code,
    row.device,
    row.user_agent,
    row.request_id,
    row.subject,
    row.used_key_id,
    row.key_name,
    row.effective_at,
  ]);
}

const COUNT_SINCE = statement<{ readonly count: number }>(
  'audit_count_since',
  `select count(*) as "count" from (select id from audit_event
   where account_id = ? and id > ? and operation = ? and outcome = ? limit ?) as alike`,
);

/** How many events after `since` are of the same account, operation and outcome; it stops counting at `countMax`. */
export async function countEventsSince(
  tx: Tx,
  like: Pick<AuditEventRow, 'account_id' | 'operation' | 'outcome'>,
  since: number,
  countMax: number,
): Promise<number> {
  const from = firstIdAt('evnt', since);
  const [row] = await tx.all(COUNT_SINCE, [like.account_id, from, like.operation, like.outcome, countMax]);
  return row?.count ?? 0;
}

/** A stretch of one account's events. Ids begin with their time, so that a time is a place in the index. */
export interface EventRange {
  readonly accountId: AccountId;
  /** Itself included. */
  readonly from?: EventId | undefined;
  /** Itself left out. */
  readonly before?: EventId | undefined;
}

export interface EventFilter extends EventRange {
  readonly outcome?: 'refused' | undefined;
  readonly actor?: AuditEventRow['actor'] | undefined;
  readonly operations?: readonly string[] | undefined;
  readonly countMax: number;
}

const LOWEST = `evnt_${'0'.repeat(26)}` as EventId;
const HIGHEST = `evnt_${'z'.repeat(26)}` as EventId;

/** Both columns are bounded and ordered as one, or PostgreSQL may prefer the primary key and walk through everybody's events. */
const eventsIn = (tx: Tx, { accountId, from = LOWEST, before = HIGHEST }: EventRange) =>
  tx.q
    .selectFrom('audit_event')
    .where(sql<boolean>`(account_id, id) >= (${accountId}, ${from})`)
    .where(sql<boolean>`(account_id, id) < (${accountId}, ${before})`)
    .orderBy('account_id', 'desc')
    .orderBy('id', 'desc');

export function eventsQuery(tx: Tx, filter: EventFilter) {
  let query = eventsIn(tx, filter).selectAll().limit(filter.countMax);
  if (filter.outcome) query = query.where('outcome', '=', filter.outcome);
  if (filter.actor) query = query.where('actor', '=', filter.actor);
  if (filter.operations) query = query.where('operation', 'in', filter.operations);
  return query;
}

/** Newest first. */
export async function listEvents(tx: Tx, filter: EventFilter): Promise<readonly AuditEventRow[]> {
  return eventsQuery(tx, filter).execute();
}

export const edgeQuery = (tx: Tx, range: EventRange, count: number) =>
  eventsIn(tx, range)
    .select('id')
    .offset(count - 1)
    .limit(1);

/** The event that is `count` back from the newest of the range: how far a look of bounded cost reaches. Null where there are fewer. */
export async function findEdge(tx: Tx, range: EventRange, count: number): Promise<EventId | null> {
  return (await edgeQuery(tx, range, count).executeTakeFirst())?.id ?? null;
}

/** Every zone of the world begins its days at one of these. */
export const QUARTER_MS = 15 * 60 * 1000;

export interface EventCount {
  /** Quarters of an hour since the epoch. */
  readonly quarter: number;
  readonly operation: string;
  readonly outcome: AuditEventRow['outcome'];
  readonly count: number;
}

/** How often each operation happened in each quarter of an hour of the range. */
export async function countEvents(tx: Tx, range: EventRange): Promise<readonly EventCount[]> {
  const { accountId, from = LOWEST, before = HIGHEST } = range;
  const rows = await tx.q
    .selectFrom('audit_event')
    .where(sql<boolean>`(account_id, id) >= (${accountId}, ${from})`)
    .where(sql<boolean>`(account_id, id) < (${accountId}, ${before})`)
    .select([
      sql<number>`at / ${sql.lit(QUARTER_MS)}`.as('quarter'),
      'operation',
      'outcome',
      sql<number>`count(*)`.as('count'),
    ])
    .groupBy(['quarter', 'operation', 'outcome'])
    .execute();
  return rows.map((row) => ({ ...row, quarter: Number(row.quarter), count: Number(row.count) }));
}

/** Whoever's it is: for the operator at the machine, never for a door. */
export async function findEventById(tx: Tx, id: string): Promise<AuditEventRow | null> {
  const row = await tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('id', '=', id as EventId)
    .executeTakeFirst();
  return row ?? null;
}

export async function findEvent(tx: Tx, accountId: AccountId, id: EventId): Promise<AuditEventRow | null> {
  const row = await tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}
