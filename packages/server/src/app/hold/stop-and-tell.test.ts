import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { deleteAccount } from '../account/delete.ts';
import { leaveProtection } from '../protection/change.ts';
import { stopAndTell } from './stop-and-tell.ts';

describeUseCase('what waits and is stopped by something else', (world) => {
  it('is just what was asked for, each on record and told once', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    factsOf(await leaveProtection(world.deps, caller));
    factsOf(await deleteAccount(world.deps, caller));
    const stop = () =>
      world.deps.store.write(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        if (!loaded) throw new Error('the account was just made');
        return stopAndTell(world.deps, tx, caller, loaded, ({ kind }) => kind === 'account.delete');
      });
    const left = await leaves(world.deps, stop);
    expect(left.answer).toBe(1);
    expect(left.events).toMatchObject([{ operation: 'hold.veto', subject: 'account.delete' }]);
    expect(left.alerts).toEqual([`${account.email}: hold.veto done`]);
    const open = await world.deps.store.read((tx) => listOpenHolds(tx, account.id));
    expect(open.map(({ kind }) => kind)).toEqual(['protection.leave']);
    expect(await stop()).toBe(0);
  });
});
