// webhook.deliveries and platform-webhook.deliveries: every attempt of the last 30 days, newest first.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { AlertId, ChannelId, DeliveryId, EventId } from '../../domain/id.ts';
import type { WebhookOwner } from '../../domain/webhook/webhook.ts';
import { listWebhookDeliveries } from '../../storage/webhook-delivery.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { findWebhook, ownerIdOf } from './find-webhook.ts';

const PAGE = 50;

export interface WebhookDeliveries {
  readonly deliveries: {
    readonly id: DeliveryId;
    /** The `webhook-id` that it was sent under. */
    readonly messageId: AlertId;
    readonly type: string;
    readonly eventId: EventId;
    readonly at: number;
    readonly attempt: number;
    readonly delivered: boolean;
    /** What the receiver answered; null where it did not. */
    readonly status: number | null;
    readonly durationMs: number;
    readonly error: string | null;
  }[];
  /** Where the next page starts; null on the last. */
  readonly next: DeliveryId | null;
}

export function listDeliveries(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: { readonly webhookId: ChannelId; readonly before?: DeliveryId | undefined },
): Promise<Decision<WebhookDeliveries>> {
  return deps.store.read(async (tx) => {
    const webhook = await findWebhook(tx, ownerIdOf(owner, caller.session.account_id), input.webhookId);
    if (!webhook) return refuse({ tag: 'not-found' });
    const rows = await listWebhookDeliveries(tx, webhook.id, { before: input.before, countMax: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    return allow({
      deliveries: shown.map((row) => ({
        id: row.id,
        messageId: row.message_id,
        type: `holdfast.${row.operation}`,
        eventId: row.event_id,
        at: row.at,
        attempt: row.attempt,
        delivered: row.error === null,
        status: row.status,
        durationMs: row.duration_ms,
        error: row.error,
      })),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    });
  });
}
