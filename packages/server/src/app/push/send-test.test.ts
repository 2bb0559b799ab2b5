// A test: told to the one browser it was asked for, by mail to nobody, and only so often.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { makePushBrowser } from '../../../../../test/support/push-browser.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { RANK } from '../../domain/alert/channel.ts';
import { refuse } from '../../domain/decision.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { setChannelState } from '../../storage/alert-channel.ts';
import { sendPushTest } from './send-test.ts';
import { subscribe } from './subscribe.ts';

describeUseCase('a test of notifications', (world) => {
  const somebody = async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const input = { endpoint: 'http://127.0.0.1:9/send', keys: makePushBrowser().keys };
    return { caller, channelId: factsOf(await subscribe(world.deps, caller, input)).browser.id };
  };

  it('is put on its way to that browser alone, after everybody’s alerts', async () => {
    const { caller, channelId } = await somebody();
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    const left = await leaves(world.deps, () => sendPushTest(world.deps, caller, { channelId }));
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'push.test', outcome: 'done' }]);
    expect(left.alerts).toEqual([]);
    const queued = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(queued).toMatchObject([{ channel: 'push', channel_id: channelId, rank: RANK.asked }]);
  });

  it('goes to nobody else’s browser, and to none that is gone', async () => {
    const { caller, channelId } = await somebody();
    const absent = refuse({ tag: 'not-found' });
    const stranger = await signIn(world.deps, await makeAccount(world.deps));
    expect(await sendPushTest(world.deps, stranger, { channelId })).toEqual(absent);
    await world.deps.store.write((tx) => setChannelState(tx, channelId, 'gone'));
    expect(await sendPushTest(world.deps, caller, { channelId })).toEqual(absent);
  });

  it('is sent only so often in an hour', async () => {
    const { caller, channelId } = await somebody();
    const send = () => sendPushTest(world.deps, caller, { channelId });
    for (let sent = 0; sent < LIMITS['push.account'].points; sent++) factsOf(await send());
    expect(await send()).toMatchObject({ allowed: false, refusal: { tag: 'throttled' } });
  });
});
