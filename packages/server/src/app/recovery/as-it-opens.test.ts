// Counting approvals: only of the recovery in question, and only where the holder asks for any.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { approve, makeTrusting } from '../../../../../test/support/contacts.ts';
import { asker, begin } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { loadAccount } from '../../storage/account.ts';
import { approvalsOf } from './approvals-of.ts';

describeUseCase('the approvals of a recovery', (world) => {
  it.each([
    [0, { needed: 0, approved: 0 }],
    [1, { needed: 1, approved: 1 }],
    [2, { needed: 2, approved: 1 }],
  ])('where %i are needed and one was given are %o', async (needed, expected) => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, Math.max(needed, 1));
    const [mia] = contacts;
    if (!mia) throw new Error('there is a contact');
    await begin(world.deps, holder, asker(TEST_TIME));
    factsOf(await approve(world.deps, mia, TEST_TIME + 1));
    const counted = await world.deps.store.write(async (tx) => {
      await tx.q.updateTable('account').set({ contacts_needed: needed }).where('id', '=', holder.id).execute();
      const account = await loadAccount(tx, holder.id);
      if (account?.tier !== 'advanced' || account.openRecovery === null) throw new Error('a recovery is open');
      return approvalsOf(tx, account, account.openRecovery);
    });
    expect(counted).toEqual(expected);
  });
});
