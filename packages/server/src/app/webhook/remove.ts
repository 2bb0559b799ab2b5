// webhook.remove and platform-webhook.remove: nothing is sent there any more, not even what waits.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import type { WebhookOwner } from '../../domain/webhook/webhook.ts';
import { deleteChannel } from '../../storage/alert-channel.ts';
import { deleteStream } from '../../storage/audit-stream.ts';
import { deleteWebhookDeliveries } from '../../storage/webhook-delivery.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { findWebhook, ownerIdOf } from './find-webhook.ts';
import { webhookOperation } from './webhook-operation.ts';

/** Refused where this owner has no such webhook (`not-found`). */
export function removeWebhook(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: { readonly webhookId: ChannelId },
): Promise<Decision<object>> {
  return operate(deps, caller, webhookOperation(owner, 'remove'), async ({ tx, account }) => {
    const webhook = await findWebhook(tx, ownerIdOf(owner, account.id), input.webhookId);
    if (!webhook || !(await deleteChannel(tx, webhook.id))) return refuse({ tag: 'not-found' });
    await deleteWebhookDeliveries(tx, webhook.id);
    await deleteStream(tx, webhook.id);
    return done({}, { subject: webhook.label });
  });
}
