// Doors to webhooks: a holder's own, and the platform's for its operator.

import { addWebhook } from '../app/webhook/add.ts';
import { listWebhooks } from '../app/webhook/list.ts';
import { listDeliveries } from '../app/webhook/list-deliveries.ts';
import { removeWebhook } from '../app/webhook/remove.ts';
import { replayWebhook } from '../app/webhook/replay.ts';
import { rotateWebhookSecret } from '../app/webhook/rotate-secret.ts';
import { sendWebhookTest } from '../app/webhook/send-test.ts';
import type { AlertId, ChannelId, DeliveryId } from '../domain/id.ts';
import { type Doors, holderDoor, operatorDoor } from './door.ts';

interface Which {
  readonly webhookId: string;
}
const which = ({ webhookId }: Which) => ({ webhookId: webhookId as ChannelId });
const message = ({ webhookId, messageId }: Which & { readonly messageId: string }) => ({
  webhookId: webhookId as ChannelId,
  messageId: messageId as AlertId,
});
const from = (before: string | undefined) => ({ before: before as DeliveryId | undefined });

export function webhookDoors(doors: Doors): void {
  const { deps } = doors;
  const own = 'account';
  holderDoor(doors, 'webhook.list', ({ caller }) => listWebhooks(deps, caller, own));
  holderDoor(doors, 'webhook.add', ({ caller, body }) => addWebhook(deps, caller, own, body));
  holderDoor(doors, 'webhook.remove', ({ caller, params }) => removeWebhook(deps, caller, own, which(params)));
  holderDoor(doors, 'webhook.rotate-secret', ({ caller, params }) =>
    rotateWebhookSecret(deps, caller, own, which(params)),
  );
  holderDoor(doors, 'webhook.test', ({ caller, params }) => sendWebhookTest(deps, caller, own, which(params)));
  holderDoor(doors, 'webhook.deliveries', ({ caller, params, query }) =>
    listDeliveries(deps, caller, own, { ...which(params), ...from(query.before) }),
  );
  holderDoor(doors, 'webhook.replay', ({ caller, params }) => replayWebhook(deps, caller, own, message(params)));

  const all = 'platform';
  operatorDoor(doors, 'platform-webhook.list', ({ caller }) => listWebhooks(deps, caller, all));
  operatorDoor(doors, 'platform-webhook.add', ({ caller, body }) => addWebhook(deps, caller, all, body));
  operatorDoor(doors, 'platform-webhook.remove', ({ caller, params }) =>
    removeWebhook(deps, caller, all, which(params)),
  );
  operatorDoor(doors, 'platform-webhook.rotate-secret', ({ caller, params }) =>
    rotateWebhookSecret(deps, caller, all, which(params)),
  );
  operatorDoor(doors, 'platform-webhook.test', ({ caller, params }) =>
    sendWebhookTest(deps, caller, all, which(params)),
  );
  operatorDoor(doors, 'platform-webhook.deliveries', ({ caller, params, query }) =>
    listDeliveries(deps, caller, all, { ...which(params), ...from(query.before) }),
  );
  operatorDoor(doors, 'platform-webhook.replay', ({ caller, params }) =>
    replayWebhook(deps, caller, all, message(params)),
  );
}
