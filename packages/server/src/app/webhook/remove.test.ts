// Removing a webhook: on record and told, its deliveries gone with it, of its owner alone.

import { expect, it } from 'vitest';
import { makeAccount, showSecondKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverWebhooks } from '../../../../../test/support/deliver-webhooks.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { addWebhook } from './add.ts';
import { removeWebhook } from './remove.ts';

const input = { name: 'Pager', url: 'http://127.0.0.1:1/hook' };

describeUseCase('removing a webhook', (world) => {
  it('is on record and told, takes its deliveries along, and drops what waits', async () => {
    const account = await makeAccount(world.deps, { keys: [{}, {}] });
    const caller = await signIn(world.deps, account);
    const { webhook } = factsOf(await addWebhook(world.deps, caller, 'account', input));
    await deliverWebhooks(world.deps, () => TEST_TIME);
    await showSecondKey(world.deps, caller, account.keys[1]);
    const left = await leaves(world.deps, () =>
      removeWebhook(world.deps, caller, 'account', { webhookId: webhook.id }),
    );
    expect(left.answer).toEqual(allow({ hold: null }));
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'webhook.remove', outcome: 'done', subject: 'Pager' },
    ]);
    expect(left.alerts).toEqual([`${account.email}: webhook.remove done`]);
    expect(left.changed).toEqual(['alert_channel', 'audit_event', 'outbox', 'session', 'webhook_delivery']);
    await deliverWebhooks(world.deps, () => TEST_TIME + 60_000);
    const waiting = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('outbox')
        .select('id')
        .where('channel_id', '=', webhook.id)
        .where('done_at', 'is', null)
        .execute(),
    );
    expect(waiting).toEqual([]);
  });

  it('of somebody else, or of the platform by a holder, is refused like one that is not there', async () => {
    const owner = await signIn(world.deps, await makeAccount(world.deps));
    const { webhook } = factsOf(await addWebhook(world.deps, owner, 'account', input));
    const operator = await makeAccount(world.deps, { tier: 'advanced', role: 'operator' });
    const caller = await signIn(world.deps, operator);
    const { webhook: platform } = factsOf(await addWebhook(world.deps, caller, 'platform', input));
    for (const webhookId of [webhook.id, platform.id]) {
      const left = await leaves(world.deps, () => removeWebhook(world.deps, caller, 'account', { webhookId }));
      expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
      expect(left.events).toMatchObject([{ outcome: 'refused', reason: 'not-found' }]);
    }
    const no = await removeWebhook(world.deps, caller, 'platform', { webhookId: webhook.id });
    expect(no).toEqual(refuse({ tag: 'not-found' }));
  });
});
