// Renaming the account: on record, told on a protected account, and passed on to password managers.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { renameAccount } from './rename.ts';

describeUseCase('renaming the account', (world) => {
  it.each([
    ['standard', 0],
    ['advanced', 1],
  ] as const)('of tier %s changes its display name alone', async (tier, told) => {
    const account = await makeAccount(world.deps, { tier });
    const caller = await signIn(world.deps, account);
    const left = await leaves(world.deps, () => renameAccount(world.deps, caller, { displayName: 'Ada L' }));
    expect(factsOf(left.answer).signal).toMatchObject({ name: account.email, displayName: 'Ada L' });
    expect((await world.deps.store.read((tx) => loadAccount(tx, account.id)))?.displayName).toBe('Ada L');
    expect(left.events).toMatchObject([
      { ...byHolder(caller), operation: 'account.rename', outcome: 'done', subject: 'Ada L' },
    ]);
    expect(left.alerts).toEqual(told ? [`${account.email}: account.rename done`] : []);
    expect(left.changed).toEqual(['account', 'audit_event', ...(told ? ['outbox', 'throttle'] : [])]);
  });
});
