// A new secret: in one answer, on record and told; of two at the same moment one wins.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { OLD_SECRET_MS } from '../../domain/webhook/webhook.ts';
import { findChannel, replaceChannelSecret } from '../../storage/alert-channel.ts';
import { addWebhook } from './add.ts';
import { secretsOf } from './find-webhook.ts';
import { rotateWebhookSecret } from './rotate-secret.ts';

const input = { name: 'Pager', url: 'http://127.0.0.1:9/hook' };

describeUseCase('a new secret for a webhook', (world) => {
  it('is in the answer, sealed with the old one beside it, on record and told', async () => {
    const account = await makeAccount(world.deps);
    const caller = await signIn(world.deps, account);
    const { webhook, secret: old } = factsOf(await addWebhook(world.deps, caller, 'account', input));
    const which = { webhookId: webhook.id };
    const left = await leaves(world.deps, () => rotateWebhookSecret(world.deps, caller, 'account', which));
    const until = TEST_TIME + OLD_SECRET_MS;
    const { secret, oldSecretUntil } = factsOf(left.answer);
    expect([secret === old, oldSecretUntil]).toEqual([false, until]);
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'webhook.rotate-secret', subject: 'Pager' }]);
    expect(left.alerts).toEqual([`${account.email}: webhook.rotate-secret done`]);
    const row = await world.deps.store.read((tx) => findChannel(tx, webhook.id));
    if (!row) throw new Error('the webhook is there');
    expect(secretsOf(world.deps, row)).toEqual({ current: secret, previous: { secret: old, until } });
    const replace = () => world.deps.store.write((tx) => replaceChannelSecret(tx, row, 'another'));
    expect([await replace(), await replace()]).toEqual([true, false]);
  });

  it('of somebody else’s webhook is refused', async () => {
    const owner = await signIn(world.deps, await makeAccount(world.deps));
    const { webhook } = factsOf(await addWebhook(world.deps, owner, 'account', input));
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const no = await rotateWebhookSecret(world.deps, caller, 'account', { webhookId: webhook.id });
    expect(no).toEqual(refuse({ tag: 'not-found' }));
  });
});
