// What is past its time, by rule: counted for a dry run, or removed a batch at a time. Nothing of an account goes while
// something of it waits: who decides about it may want to see where it came from.

import { type SqlBool, sql } from 'kysely';
import { OPEN_STATES } from '../domain/hold/hold.ts';
import { KEPT_OPEN, type RetentionRule } from '../domain/retention/retention-policy.ts';
import type { Tx } from './store.ts';

const nothingWaits = (table: string) => sql`not exists (select 1 from hold
  where hold.account_id = ${sql.ref(`${table}.account_id`)} and hold.state in (${sql.join([...OPEN_STATES])}))`;

interface Past {
  readonly table: string;
  /** The time that a row is as old as. */
  readonly at: string;
  readonly where: ReturnType<typeof sql<SqlBool>>;
}

function pastOf(rule: RetentionRule, before: number): Past {
  switch (rule) {
    case 'particulars':
      return {
        table: 'audit_event',
        at: 'at',
        where: sql`at < ${before} and position is not null and operation not in (${sql.join([...KEPT_OPEN])})
          and coalesce(ip, country_code, device, user_agent, request_id, session_id) is not null
          and ${nothingWaits('audit_event')}`,
      };
    case 'sessions':
      return { table: 'session', at: 'ends_at', where: sql`ends_at < ${before} and ${nothingWaits('session')}` };
    case 'delivered':
      return { table: 'outbox', at: 'done_at', where: sql`done_at < ${before} and ${nothingWaits('outbox')}` };
    case 'undelivered':
      return { table: 'outbox', at: 'dead_at', where: sql`dead_at < ${before} and ${nothingWaits('outbox')}` };
    case 'webhook-log':
      return { table: 'webhook_delivery', at: 'at', where: sql`at < ${before}` };
  }
}

export interface PastCount {
  readonly table: string;
  readonly rows: number;
  /** When the oldest of them happened; null where there is none. */
  readonly oldest: number | null;
}

/** What this rule would remove. `before`: milliseconds since 1970. */
export async function countPast(tx: Tx, rule: RetentionRule, before: number): Promise<PastCount> {
  const { table, at, where } = pastOf(rule, before);
  const found = await sql<{ readonly rows: number | string; readonly oldest: number | null }>`select count(*) as rows,
    min(${sql.ref(at)}) as oldest from ${sql.table(table)} where ${where}`.execute(tx.q);
  const [row] = found.rows;
  return { table, rows: Number(row?.rows ?? 0), oldest: row?.oldest ?? null };
}

/** Lets go of at most `countMax` behind the id `after`. @returns the ids of what went, in order. */
export async function removePast(
  tx: Tx,
  rule: RetentionRule,
  before: number,
  after: string,
  countMax: number,
): Promise<readonly string[]> {
  const { table, where } = pastOf(rule, before);
  const found = await sql<{ readonly id: string }>`select id from ${sql.table(table)}
    where id > ${after} and ${where} order by id limit ${countMax}`.execute(tx.q);
  const ids = found.rows.map(({ id }) => id);
  if (ids.length === 0) return ids;
  if (rule === 'particulars') await clearOrigin(tx, ids);
  else await sql`delete from ${sql.table(table)} where id in (${sql.join(ids)})`.execute(tx.q);
  return ids;
}

/** From where it came, and the salt that opened the commitment to it: the entry and every proof of it stay. */
async function clearOrigin(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update log_entry set salt = null where position in
    (select position from audit_event where id in (${sql.join([...ids])}))`.execute(tx.q);
  await sql`update audit_event set ip = null, country_code = null, device = null, user_agent = null, request_id = null,
    session_id = null where id in (${sql.join([...ids])})`.execute(tx.q);
}
