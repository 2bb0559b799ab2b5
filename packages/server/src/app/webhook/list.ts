// webhook.list and platform-webhook.list: where alerts are sent to beside mail, and how that is going.

import type { WebhookOwner } from '../../domain/webhook/webhook.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { listWebhookRows, ownerIdOf } from './find-webhook.ts';
import { viewWebhook, type WebhookView } from './view-webhook.ts';

export function listWebhooks(deps: Deps, caller: SignedInCaller, owner: WebhookOwner) {
  return consult(deps, caller, async (tx, account) => {
    const rows = await listWebhookRows(tx, ownerIdOf(owner, account.id));
    const webhooks: WebhookView[] = [];
    for (const row of rows) webhooks.push(await viewWebhook(deps, tx, row, caller.now));
    return { webhooks };
  });
}
