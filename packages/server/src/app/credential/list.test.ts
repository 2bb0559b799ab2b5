// The list of keys: those of the account, oldest first, and nobody else's.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { listAccountCredentials } from './list.ts';

describeUseCase('the list of keys', (world) => {
  it('has the account’s own, oldest first, and writes nothing', async () => {
    await makeAccount(world.deps);
    const account = await makeAccount(world.deps, { keys: [ROAMING, BUILT_IN] });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => listAccountCredentials(world.deps, caller));
    expect(factsOf(left.answer).credentials.map(({ id }) => id)).toEqual(account.keys.map(({ id }) => id));
    expect(left.changed).toEqual([]);
  });
});
