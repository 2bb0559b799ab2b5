// What a link, a session and Lock stop alike: what one proof began, and what is half done; nothing of another account.

import { expect, it } from 'vitest';
import { makeAccount, showSecondKey, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { deleteAccount } from '../account/delete.ts';
import { changeEmail } from '../email/change.ts';
import { leaveProtection } from '../protection/change.ts';
import { stopWhatIsBegun } from './stop-what-is-begun.ts';

describeUseCase('stopping what is begun', (world) => {
  it('stops what one proof began, and leaves what two began and what others wait for', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const other = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = await signIn(world.deps, account);
    factsOf(await leaveProtection(world.deps, await signIn(world.deps, other)));
    factsOf(await leaveProtection(world.deps, caller));
    await showSecondKey(world.deps, caller, account.keys[1]);
    factsOf(await deleteAccount(world.deps, caller));
    const left = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        return loaded ? stopWhatIsBegun(world.deps, tx, loaded, 'disown', [], TEST_TIME) : 0;
      }),
    );
    expect(left.answer).toBe(1);
    const kinds = async (id: typeof account.id) =>
      (await world.deps.store.read((tx) => listOpenHolds(tx, id))).map(({ kind }) => kind);
    expect(await kinds(account.id)).toEqual(['account.delete']);
    expect(await kinds(other.id)).toEqual(['protection.leave']);
  });

  it.each(['disown', 'lock'] as const)(
    'by %s leaves what a spared key has half done, and that alone',
    async (cause) => {
      const account = await makeAccount(world.deps, { tier: 'advanced' });
      const [first, second] = account.keys;
      const spared = await signIn(world.deps, account, { with: first ?? null });
      const other = await signIn(world.deps, account, { with: second ?? null });
      for (const caller of [spared, other])
        factsOf(await changeEmail(world.deps, caller, { email: 'new@example.org' }));
      await world.deps.store.write(async (tx) => {
        const loaded = await loadAccount(tx, account.id);
        if (loaded) await stopWhatIsBegun(world.deps, tx, loaded, cause, first ? [first.id] : [], TEST_TIME);
      });
      const flows = await world.deps.store.read((tx) =>
        tx.q.selectFrom('flow').select('session_id').where('account_id', '=', account.id).execute(),
      );
      expect(flows).toEqual([{ session_id: spared.session.id }]);
    },
  );
});
