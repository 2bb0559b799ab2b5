// A test: told to the one webhook it was asked for, by mail to nobody, and only so often.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { RANK } from '../../domain/alert/channel.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import { addWebhook } from './add.ts';
import { listWebhooks } from './list.ts';
import { sendWebhookTest } from './send-test.ts';

const url = 'http://127.0.0.1:9/hook';

describeUseCase('a test of a webhook', (world) => {
  it('is queued for that webhook alone, after everybody’s alerts, and turns on one that was off', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const { webhook } = factsOf(await addWebhook(world.deps, caller, 'account', { name: 'Pager', url }));
    factsOf(await addWebhook(world.deps, caller, 'account', { name: 'Other', url: `${url}/other` }));
    await world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await setChannelState(tx, webhook.id, 'gone');
    });
    const left = await leaves(world.deps, () =>
      sendWebhookTest(world.deps, caller, 'account', { webhookId: webhook.id }),
    );
    expect(left.answer.allowed).toBe(true);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'webhook.test', outcome: 'done' }]);
    expect(left.alerts).toEqual([]);
    const queued = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(queued).toMatchObject([{ channel: 'webhook', channel_id: webhook.id, rank: RANK.asked }]);
    const { webhooks } = factsOf(await listWebhooks(world.deps, caller, 'account'));
    expect(webhooks.map(({ state }) => state)).toEqual(['live', 'live']);
  });

  it('is sent only so often in an hour, since it knocks at somebody’s server', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const { webhook } = factsOf(await addWebhook(world.deps, caller, 'account', { name: 'Pager', url }));
    const send = () => sendWebhookTest(world.deps, caller, 'account', { webhookId: webhook.id });
    for (let sent = 0; sent < LIMITS['webhook.account'].points; sent++) factsOf(await send());
    expect(await send()).toMatchObject({ allowed: false, refusal: { tag: 'throttled' } });
  });
});
