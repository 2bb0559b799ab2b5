// What live pages ask for again and again: whether their sessions still stand, and what has newly been committed.

import type { AccountId, EventId, SessionId } from '../domain/id.ts';
import type { Tier } from '../domain/tier.ts';
import type { Tx } from './store.ts';
import type { AuditEventRow } from './tables.ts';

export interface WatchedSession {
  readonly id: SessionId;
  readonly last_seen_at: number;
  readonly idle_ms: number;
  readonly ends_at: number;
  readonly tier: Tier;
}

/** Those of the sessions that nobody has ended. */
export async function listWatchedSessions(tx: Tx, ids: readonly SessionId[]): Promise<readonly WatchedSession[]> {
  return tx.q
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id', 'session.last_seen_at', 'session.idle_ms', 'session.ends_at', 'account.tier'])
    .where('session.id', 'in', ids)
    .where('session.ended_at', 'is', null)
    .execute();
}

export interface FreshEvent {
  readonly event: AuditEventRow;
  /** The account was told of it. */
  readonly told: boolean;
}

/** The events of these accounts from `from` on, the oldest first, `countMax` at most. */
export async function listFreshEvents(
  tx: Tx,
  accountIds: readonly AccountId[],
  from: EventId,
  countMax: number,
): Promise<readonly FreshEvent[]> {
  const events: readonly AuditEventRow[] = await tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('account_id', 'in', accountIds)
    .where('id', '>=', from)
    .orderBy('id')
    .limit(countMax)
    .execute();
  if (events.length === 0) return [];
  const told = await tx.q
    .selectFrom('outbox')
    .select('event_id')
    .where('account_id', 'in', accountIds)
    .where(
      'event_id',
      'in',
      events.map(({ id }) => id),
    )
    .execute();
  const toldIds = new Set(told.map(({ event_id }) => event_id));
  return events.map((event) => ({ event, told: toldIds.has(event.id) }));
}
