// webhook.test and platform-webhook.test: sends a test on the way that alerts go. One that was paused or gone is live again.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import type { WebhookOwner } from '../../domain/webhook/webhook.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import { hurryStream } from '../../storage/audit-stream.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { throttle } from '../throttle.ts';
import { findWebhook, ownerIdOf } from './find-webhook.ts';
import { webhookOperation } from './webhook-operation.ts';

/** Refused where this owner has no such webhook (`not-found`). */
export function sendWebhookTest(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: { readonly webhookId: ChannelId },
): Promise<Decision<object>> {
  return operate(deps, caller, webhookOperation(owner, 'test'), async ({ tx, account, now }) => {
    const webhook = await findWebhook(tx, ownerIdOf(owner, account.id), input.webhookId);
    if (!webhook) return refuse({ tag: 'not-found' });
    const refusal = await throttle(deps, tx, 'webhook.account', [account.id], now);
    if (refusal) return refuse(refusal);
    await setChannelState(tx, webhook.id, 'live');
    if (webhook.sends !== 'alerts') await hurryStream(tx, webhook.id);
    return done({}, { subject: webhook.label, tellChannel: webhook });
  });
}
