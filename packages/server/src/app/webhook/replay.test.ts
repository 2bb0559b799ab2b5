// Sending again: what was sent to this webhook, and nothing else. That it keeps its id is tested with delivery.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverWebhooks } from '../../../../../test/support/deliver-webhooks.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { addWebhook } from './add.ts';
import { listDeliveries } from './list-deliveries.ts';
import { replayWebhook } from './replay.ts';

describeUseCase('sending a webhook again', (world) => {
  it('is on record; one of another webhook or of another account is not found', async () => {
    const { deps } = world;
    const caller = await signIn(deps, await makeAccount(deps));
    const url = 'http://127.0.0.1:1/hook';
    const add = async (name: string) =>
      factsOf(await addWebhook(deps, caller, 'account', { name, url: `${url}/${name}` })).webhook.id;
    const webhookId = await add('pager');
    await deliverWebhooks(deps, () => TEST_TIME);
    const [delivery] = factsOf(await listDeliveries(deps, caller, 'account', { webhookId })).deliveries;
    if (!delivery) throw new Error('an attempt was written down');
    const input = { webhookId, messageId: delivery.messageId };
    const left = await leaves(deps, () => replayWebhook(deps, caller, 'account', input));
    expect(left.answer.allowed).toBe(true);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'webhook.replay', subject: 'pager' }]);
    const absent = refuse({ tag: 'not-found' });
    const other = { ...input, webhookId: await add('other') };
    expect(await replayWebhook(deps, caller, 'account', other)).toEqual(absent);
    const stranger = await signIn(deps, await makeAccount(deps));
    expect(await replayWebhook(deps, stranger, 'account', input)).toEqual(absent);
  });
});
