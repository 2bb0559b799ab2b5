// What an account was told, by event, and how each delivery went.

import type { OutboxChannel } from '../domain/alert/channel.ts';
import type { AccountId, EventId } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { AuditEventRow } from './tables.ts';

export interface Delivery {
  readonly event_id: EventId | null;
  readonly channel: OutboxChannel;
  /** The channel's name; null for mail, and for a channel that was removed. */
  readonly label: string | null;
  readonly next_at: number;
  readonly done_at: number | null;
  readonly dead_at: number | null;
  readonly last_error: string | null;
}

export interface ToldEvent {
  readonly event: AuditEventRow;
  readonly deliveries: readonly Delivery[];
}

/** Newest first: the events before `before` that the account was told of, as far back as deliveries are kept. */
export async function listToldEvents(
  tx: Tx,
  accountId: AccountId,
  before: EventId | undefined,
  countMax: number,
): Promise<readonly ToldEvent[]> {
  let told = tx.q
    .selectFrom('outbox')
    .select('event_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('event_id', 'is not', null)
    .orderBy('event_id', 'desc')
    .limit(countMax);
  if (before) told = told.where('event_id', '<', before);
  const ids = (await told.execute()).flatMap(({ event_id }) => event_id ?? []);
  if (ids.length === 0) return [];
  const events = await tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .orderBy('id', 'desc')
    .execute();
  const deliveries: readonly Delivery[] = await tx.q
    .selectFrom('outbox')
    .leftJoin('alert_channel', 'alert_channel.id', 'outbox.channel_id')
    .select(['outbox.event_id', 'outbox.channel', 'outbox.next_at', 'outbox.done_at', 'outbox.dead_at'])
    .select(['outbox.last_error', 'alert_channel.label'])
    .where('outbox.account_id', '=', accountId)
    .where('outbox.event_id', 'in', ids)
    .orderBy('outbox.id')
    .execute();
  return events.map((event) => ({ event, deliveries: deliveries.filter(({ event_id }) => event_id === event.id) }));
}
