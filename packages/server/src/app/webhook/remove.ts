// webhook.remove and platform-webhook.remove: nothing is sent there any more, not even what waits. A holder's own is a
// channel of alerts, and stopping it is slow (product.md §3); the platform's goes at once.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import type { WebhookOwner } from '../../domain/webhook/webhook.ts';
import { deleteChannel } from '../../storage/alert-channel.ts';
import { deleteStream } from '../../storage/audit-stream.ts';
import { deleteWebhookDeliveries } from '../../storage/webhook-delivery.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';
import { findWebhook, ownerIdOf } from './find-webhook.ts';
import { webhookOperation } from './webhook-operation.ts';

/** Refused where this owner has no such webhook (`not-found`). */
export function removeWebhook(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: { readonly webhookId: ChannelId },
): Promise<Decision<{ readonly hold: HoldView | null }>> {
  return operate<{ readonly hold: HoldView | null }>(deps, caller, webhookOperation(owner, 'remove'), async (work) => {
    const { tx, account } = work;
    const webhook = await findWebhook(tx, ownerIdOf(owner, account.id), input.webhookId);
    if (!webhook) return refuse({ tag: 'not-found' });
    if (owner === 'account') {
      const begun = await beginSlow(deps, caller, work, { kind: 'channel.stop', channelId: webhook.id });
      if (!begun.allowed) return begun;
      return done({ hold: begun.facts.hold }, { ...begun.facts.evidence, subject: webhook.label });
    }
    if (!(await deleteChannel(tx, webhook.id))) return refuse({ tag: 'not-found' });
    await deleteWebhookDeliveries(tx, webhook.id);
    await deleteStream(tx, webhook.id);
    return done({ hold: null }, { subject: webhook.label });
  });
}
