// webhook.rotate-secret and platform-webhook.rotate-secret: a new secret, beside which the old one signs for another day.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { ChannelId } from '../../domain/id.ts';
import { OLD_SECRET_MS, replaceSecret, type WebhookOwner } from '../../domain/webhook/webhook.ts';
import { makeWebhookSecret } from '../../platform/webhook-signature.ts';
import { replaceChannelSecret } from '../../storage/alert-channel.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { findWebhook, ownerIdOf, sealSecrets, secretsOf } from './find-webhook.ts';
import { webhookOperation } from './webhook-operation.ts';

export interface RotatedSecret {
  readonly secret: string;
  /** Until when each webhook is signed with the old one too. */
  readonly oldSecretUntil: number;
}

/** Refused where this owner has no such webhook (`not-found`). */
export function rotateWebhookSecret(
  deps: Deps,
  caller: SignedInCaller,
  owner: WebhookOwner,
  input: { readonly webhookId: ChannelId },
): Promise<Decision<RotatedSecret>> {
  return operate(deps, caller, webhookOperation(owner, 'rotate-secret'), async ({ tx, account, now }) => {
    const webhook = await findWebhook(tx, ownerIdOf(owner, account.id), input.webhookId);
    if (!webhook) return refuse({ tag: 'not-found' });
    const secret = makeWebhookSecret(deps.random);
    const sealed = sealSecrets(deps, replaceSecret(secretsOf(deps, webhook), secret, now));
    // Two operators at once: the one who was second would be shown a secret that was never in use.
    if (!(await replaceChannelSecret(tx, webhook, sealed))) return refuse({ tag: 'not-found' });
    return done({ secret, oldSecretUntil: now + OLD_SECRET_MS }, { subject: webhook.label });
  });
}
