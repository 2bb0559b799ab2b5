// A webhook as it is shown: never its secret, never what stands in its address's query.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { OLD_SECRET_MS } from '../../domain/webhook/webhook.ts';
import { addWebhook } from './add.ts';
import { listWebhooks } from './list.ts';
import { rotateWebhookSecret } from './rotate-secret.ts';

describeUseCase('a webhook that is shown', (world) => {
  it('has its address without the query, no secret, and says until when an old one signs', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const input = { name: 'Pager', url: 'http://127.0.0.1:9/hook?token=private#x' };
    const { webhook } = factsOf(await addWebhook(world.deps, caller, 'account', input));
    expect(webhook).toEqual({
      id: webhook.id,
      name: 'Pager',
      url: 'http://127.0.0.1:9/hook?…',
      state: 'live',
      createdAt: TEST_TIME,
      failingSince: null,
      lastOkAt: null,
      lastError: null,
      oldSecretUntil: null,
      sends: 'alerts',
      stream: null,
    });
    factsOf(await rotateWebhookSecret(world.deps, caller, 'account', { webhookId: webhook.id }));
    const until = async (now: number) =>
      factsOf(await listWebhooks(world.deps, { ...caller, now }, 'account')).webhooks[0]?.oldSecretUntil;
    const end = TEST_TIME + OLD_SECRET_MS;
    expect(await until(end - 1)).toBe(end);
    expect(await until(end)).toBeNull();
  });
});
