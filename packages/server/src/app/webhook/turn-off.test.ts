// A webhook that is turned off.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import { addWebhook } from './add.ts';
import { turnOffWebhook } from './turn-off.ts';

describeUseCase('a webhook that is turned off', (world) => {
  it('is told to whoever set it up, once, however often it happens', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    const input = { name: 'Pager', url: 'http://127.0.0.1:9/hook' };
    const { webhook } = factsOf(await addWebhook(world.deps, caller, 'account', input));
    const turnOff = () =>
      world.deps.store.write(async (tx) => {
        const channel = await findChannel(tx, webhook.id);
        if (channel) await turnOffWebhook(world.deps, tx, channel, 'paused', TEST_TIME);
      });
    const { alerts } = await leaves(world.deps, async () => {
      await turnOff();
      await turnOff();
    });
    expect(alerts).toEqual([`${account.email}: webhook.paused done`]);
    expect(await world.deps.store.read((tx) => findChannel(tx, webhook.id))).toMatchObject({ state: 'paused' });
  });
});
