// Which operation a verb is: a holder's webhooks and the platform's are handled alike and authorised apart.

import type { WebhookOwner } from '../../domain/webhook/webhook.ts';

type Verb = 'list' | 'add' | 'remove' | 'rotate-secret' | 'test' | 'deliveries' | 'replay' | 'gone' | 'paused';
type WebhookOperation<V extends Verb> = `webhook.${V}` | `platform-webhook.${V}`;

export const webhookOperation = <V extends Verb>(owner: WebhookOwner, verb: V): WebhookOperation<V> =>
  owner === 'account' ? `webhook.${verb}` : `platform-webhook.${verb}`;
