// The list: an account's own, oldest first; the platform's apart.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { addWebhook } from './add.ts';
import { listWebhooks } from './list.ts';

describeUseCase('the list of webhooks', (world) => {
  it('has those of its owner and no others, the oldest first', async () => {
    const operator = await makeAccount(world.deps, { tier: 'advanced', role: 'operator' });
    const mine = await signIn(world.deps, operator);
    const others = await signIn(world.deps, await makeAccount(world.deps));
    for (const [index, name] of ['First', 'Second'].entries()) {
      const input = { name, url: `http://127.0.0.1:9/${name}` };
      factsOf(await addWebhook(world.deps, { ...mine, now: TEST_TIME + index }, 'account', input));
    }
    factsOf(await addWebhook(world.deps, mine, 'platform', { name: 'All', url: 'http://127.0.0.1:9/all' }));
    const names = async (caller: typeof mine, owner: 'account' | 'platform') =>
      factsOf(await listWebhooks(world.deps, caller, owner)).webhooks.map(({ name }) => name);
    expect(await names(mine, 'account')).toEqual(['First', 'Second']);
    expect(await names(mine, 'platform')).toEqual(['All']);
    expect(await names(others, 'account')).toEqual([]);
  });
});
