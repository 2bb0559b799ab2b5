// What can be done with webhooks: the same for a holder's own and for the platform's, by two sets of operations.
import type { Answer, Body } from '@holdfast/contract';
import type { GivenArguments } from '../../api.ts';
import { useSecondProof } from '../../step-up/second-proof-context.tsx';
import { useProtectedCall } from '../../step-up/step-up-context.tsx';
import { useChange } from '../use-change.ts';

/** Whose alerts a webhook is sent: this account's, or those of every account. */
export type WebhookOwner = 'account' | 'platform';
export type Webhook = Answer<'webhook.list'>['webhooks'][number];
export type Deliveries = Answer<'webhook.deliveries'>;
export type Delivery = Deliveries['deliveries'][number];

type Page = GivenArguments<'webhook.deliveries'>[0];

export const LIST = { account: 'webhook.list', platform: 'platform-webhook.list' } as const;

export function useWebhookCalls(owner: WebhookOwner) {
  const change = useChange();
  const askForSecond = useSecondProof();
  const call = useProtectedCall();
  const own = owner === 'account';
  return {
    add: ({ name, url, ...stream }: Body<'platform-webhook.add'>) =>
      own
        ? change('webhook.add', { body: { name, url } })
        : change('platform-webhook.add', { body: { name, url, ...stream } }),
    /** Null: the person left it. The platform's own goes at once: it tells no holder anything. */
    remove: async ({ id: webhookId }: Webhook, what: string) => {
      const params = { webhookId };
      if (!own) return change('platform-webhook.remove', { params });
      return (await askForSecond({ kind: 'channel.stop', what })) ? change('webhook.remove', { params }) : null;
    },
    rotate: (webhookId: string) =>
      own
        ? change('webhook.rotate-secret', { params: { webhookId } })
        : change('platform-webhook.rotate-secret', { params: { webhookId } }),
    test: (webhookId: string) =>
      own
        ? change('webhook.test', { params: { webhookId } })
        : change('platform-webhook.test', { params: { webhookId } }),
    replay: (webhookId: string, messageId: string) =>
      own
        ? change('webhook.replay', { params: { webhookId, messageId } })
        : change('platform-webhook.replay', { params: { webhookId, messageId } }),
    deliveries: (page: Page): Promise<Deliveries> =>
      own ? call('webhook.deliveries', page) : call('platform-webhook.deliveries', page),
  };
}
