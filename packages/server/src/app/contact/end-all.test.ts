// Leaving protection ends one's own contacts, and being a contact for others, who are told.

import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { signInWithTwo } from '../../../../../test/support/second-proof.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { findContact, listContacts, listContactsHeldBy } from '../../storage/recovery-contact.ts';
import { workDueHolds } from '../hold/announce.ts';
import { leaveProtection } from '../protection/change.ts';
import { endAllContacts, tellLeft } from './end-all.ts';

describeUseCase('an account that leaves protection', (world) => {
  it('is a contact for nobody any more, and whoever trusted it hears of that', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [mia] = contacts;
    if (!mia) throw new Error('there is a contact');
    factsOf(await leaveProtection(world.deps, await signInWithTwo(world.deps, mia.account)));
    const left = await leaves(world.deps, () => workDueHolds(world.deps, TEST_TIME + HOLD_MS));
    expect(left.alerts).toContain(`${holder.email}: contact.left done`);
    expect(await world.deps.store.read((tx) => listContactsHeldBy(tx, mia.account.id))).toEqual([]);
    // What a recovery needs is not lowered by what a contact does.
    expect(await world.deps.store.read((tx) => loadAccount(tx, holder.id))).toMatchObject({ contactsNeeded: 1 });
  });

  it('has no contacts any more, and asks for no approvals when it is protected again', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 1);
    factsOf(await leaveProtection(world.deps, await signInWithTwo(world.deps, holder)));
    await workDueHolds(world.deps, TEST_TIME + HOLD_MS);
    expect(await world.deps.store.read((tx) => listContacts(tx, holder.id))).toEqual([]);
    const row = await world.deps.store.read((tx) =>
      tx.q.selectFrom('account').selectAll().where('id', '=', holder.id).executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ tier: 'standard', contacts_needed: 0 });
  });

  it('is told of once', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 0);
    const id = contacts[0]?.id;
    if (!id) throw new Error('there is a contact');
    const left = await leaves(world.deps, () =>
      world.deps.store.write(async (tx) => {
        const [held, account] = [await findContact(tx, id), await loadAccount(tx, holder.id)];
        if (!held || !account) throw new Error('both are there');
        const ends = [await tellLeft(world.deps, tx, held, TEST_TIME), await tellLeft(world.deps, tx, held, TEST_TIME)];
        await endAllContacts(world.deps, tx, account, TEST_TIME);
        return ends;
      }),
    );
    expect(left.answer).toEqual([true, false]);
    expect(left.alerts).toEqual([`${holder.email}: contact.left done`]);
  });
});
