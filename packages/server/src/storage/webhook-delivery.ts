// What became of each attempt to deliver a webhook, kept so that its owner can see why one did not arrive.

import type { AlertId, ChannelId, DeliveryId, EventId } from '../domain/id.ts';
import type { WebhookDeliveryRow } from './alert-tables.ts';
import type { Tx } from './store.ts';

/** Of a long error the first 300 characters are kept. */
export async function insertWebhookDelivery(tx: Tx, row: WebhookDeliveryRow): Promise<void> {
  await tx.q
    .insertInto('webhook_delivery')
    .values({ ...row, error: row.error?.slice(0, 300) ?? null })
    .execute();
}

/** Newest first, each with the operation that it told of. */
export async function listWebhookDeliveries(
  tx: Tx,
  channelId: ChannelId,
  page: { readonly before?: DeliveryId | undefined; readonly countMax: number },
): Promise<readonly (WebhookDeliveryRow & { readonly operation: string })[]> {
  let query = tx.q
    .selectFrom('webhook_delivery')
    .innerJoin('audit_event', 'audit_event.id', 'webhook_delivery.event_id')
    .selectAll('webhook_delivery')
    .select('audit_event.operation')
    .where('webhook_delivery.channel_id', '=', channelId)
    .orderBy('webhook_delivery.id', 'desc')
    .limit(page.countMax);
  if (page.before) query = query.where('webhook_delivery.id', '<', page.before);
  return query.execute();
}

/** The event that a message of the channel told of; null where no attempt of it is remembered. */
export async function findMessageEvent(tx: Tx, channelId: ChannelId, messageId: AlertId): Promise<EventId | null> {
  const row = await tx.q
    .selectFrom('webhook_delivery')
    .select('event_id')
    .where('channel_id', '=', channelId)
    .where('message_id', '=', messageId)
    .limit(1)
    .executeTakeFirst();
  return row?.event_id ?? null;
}

/** Everything that is remembered of the channel, when it is removed. */
export async function deleteWebhookDeliveries(tx: Tx, channelId: ChannelId): Promise<void> {
  await tx.q.deleteFrom('webhook_delivery').where('channel_id', '=', channelId).execute();
}
