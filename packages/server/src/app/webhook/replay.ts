// webhook.replay and platform-webhook.replay: sends one again, under the webhook-id that it had.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { AlertId, ChannelId } from '../../domain/id.ts';
import type { WebhookOwner } from '../../domain/webhook/webhook.ts';
import { loadAccount } from '../../storage/account.ts';
import type { AlertChannelRow } from '../../storage/alert-tables.ts';
import { findEventById } from '../../storage/audit.ts';
import type { Tx } from '../../storage/store.ts';
import { findMessageEvent } from '../../storage/webhook-delivery.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { queueAgain } from '../outbox/queue-alert.ts';
import { throttle } from '../throttle.ts';
import { findWebhook, ownerIdOf } from './find-webhook.ts';
import { webhookOperation } from './webhook-operation.ts';

/** Refused where no such message is remembered (`not-found`), and where the webhook is off (`webhook-off`). */
export function replayWebhook(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: { readonly webhookId: ChannelId; readonly messageId: AlertId },
): Promise<Decision<object>> {
  return operate(deps, caller, webhookOperation(owner, 'replay'), async ({ tx, account, now }) => {
    const webhook = await findWebhook(tx, ownerIdOf(owner, account.id), input.webhookId);
    const event = webhook && (await findSentEvent(tx, webhook, input.messageId));
    if (!webhook || !event) return refuse({ tag: 'not-found' });
    if (webhook.state !== 'live') return refuse({ tag: 'webhook-off' });
    const refusal = await throttle(deps, tx, 'webhook.account', [account.id], now);
    if (refusal) return refuse(refusal);
    const about = await loadAccount(tx, event.account_id);
    const content = { kind: 'alert', event, protectedAccount: about !== null && about.tier !== 'standard' } as const;
    await queueAgain(deps, tx, webhook, { id: input.messageId, accountId: event.account_id, now, content });
    return done({}, { subject: webhook.label });
  });
}

/** What was sent is made again from the evidence, which never changes. */
async function findSentEvent(tx: Tx, webhook: AlertChannelRow, messageId: AlertId) {
  const eventId = await findMessageEvent(tx, webhook.id, messageId);
  const event = eventId && (await findEventById(tx, eventId));
  return event && event.account_id !== null ? { ...event, account_id: event.account_id } : null;
}
