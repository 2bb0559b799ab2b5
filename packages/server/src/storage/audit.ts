// The evidence: one row for each outcome, written in the transaction of what it reports.

import { type AccountId, type EventId, makeOrderedId } from '../domain/id.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { AuditEventRow } from './tables.ts';

const INSERT = statement(
  'audit_insert',
  `insert into audit_event (id, account_id, at, operation, outcome, reason, actor, session_id, credential_id, ip,
   country_code, device, user_agent, request_id, subject, key_name, effective_at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);

export async function insertAuditEvent(tx: Tx, row: AuditEventRow): Promise<void> {
  await tx.run(INSERT, [
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
  const from = makeOrderedId('evnt', since, new Uint8Array(16));
  const [row] = await tx.all(COUNT_SINCE, [like.account_id, from, like.operation, like.outcome, countMax]);
  return row?.count ?? 0;
}

export interface EventFilter {
  readonly accountId: AccountId;
  readonly before?: EventId | undefined;
  readonly outcome?: 'refused' | undefined;
  readonly operations?: readonly string[] | undefined;
  readonly countMax: number;
}

/** Newest first. */
export async function listEvents(tx: Tx, filter: EventFilter): Promise<readonly AuditEventRow[]> {
  let query = tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('account_id', '=', filter.accountId)
    .orderBy('id', 'desc')
    .limit(filter.countMax);
  if (filter.before) query = query.where('id', '<', filter.before);
  if (filter.outcome) query = query.where('outcome', '=', filter.outcome);
  if (filter.operations) query = query.where('operation', 'in', filter.operations);
  return query.execute();
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
