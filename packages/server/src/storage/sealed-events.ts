// Everybody's sealed events, in the order of their ids, a bounded stretch at a time: for exports, however long the log is.

import { type SqlBool, sql } from 'kysely';
import type { AccountId, EventId } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { AuditEventRow, SealableEvent } from './tables.ts';

export interface SealedFilter {
  /** The log's size when the export began: what was sealed since is not part of it. */
  readonly size: number;
  /** Itself included. */
  readonly from?: EventId | undefined;
  /** Itself left out. */
  readonly before?: EventId | undefined;
  readonly accountId?: AccountId | undefined;
  readonly actor?: AuditEventRow['actor'] | undefined;
  /** Whole names, or `credential.*` for all of a family. */
  readonly operations?: readonly string[] | undefined;
}

export interface Stretch {
  readonly events: readonly SealableEvent[];
  /** Up to and with this event everything was looked at; null where there is no more. */
  readonly edge: EventId | null;
}

const LOWEST = 'evnt_' as EventId;
const HIGHEST = `evnt_${'z'.repeat(26)}` as EventId;

/** Of one account along its own index, of everybody along the primary key. */
function along(tx: Tx, { accountId, from = LOWEST, before = HIGHEST }: SealedFilter, after: EventId | null) {
  const query = tx.q.selectFrom('audit_event');
  const [least, isPast] = after === null ? [from, sql.raw('>=')] : [after, sql.raw('>')];
  if (accountId === undefined) {
    return query.where(sql<SqlBool>`id ${isPast} ${least}`).where('id', '<', before).orderBy('id');
  }
  return query
    .where(sql<SqlBool>`(account_id, id) ${isPast} (${accountId}, ${least})`)
    .where(sql<SqlBool>`(account_id, id) < (${accountId}, ${before})`)
    .orderBy('account_id')
    .orderBy('id');
}

/** Looks at `count` events after `after`, or from the beginning, and answers with those of them that the filter wants. */
export async function listSealedStretch(
  tx: Tx,
  filter: SealedFilter,
  after: EventId | null,
  count: number,
): Promise<Stretch> {
  const last = await along(tx, filter, after)
    .select('id')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst();
  const edge = last?.id ?? null;
  let query = along(tx, filter, after).selectAll().where('position', '<', filter.size);
  if (edge !== null) query = query.where('id', '<=', edge);
  if (filter.actor) query = query.where('actor', '=', filter.actor);
  const { operations } = filter;
  if (operations) {
    const families = operations.filter((name) => name.endsWith('.*')).map((name) => `${name.slice(0, -1)}%`);
    query = query.where((is) =>
      is.or([is('operation', 'in', operations), ...families.map((start) => is('operation', 'like', start))]),
    );
  }
  return { events: await query.execute(), edge };
}
