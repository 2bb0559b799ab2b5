// A removal that is ripe: carried out, unless too few contacts would be left by then.

import { expect, it } from 'vitest';
import { signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { endContact, listContacts } from '../../storage/recovery-contact.ts';
import { workDueHolds } from '../hold/announce.ts';
import { declineContact } from './answer.ts';
import { removeContact } from './arrange.ts';
import { neededBy, removeHeldContact } from './remove-held.ts';

describeUseCase('the removal of a contact', (world) => {
  const removing = async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [mia, noor] = contacts;
    if (!mia || !noor) throw new Error('there are two');
    factsOf(await removeContact(world.deps, await signIn(world.deps, holder), { contactId: mia.id }));
    return { holder, mia, noor };
  };
  const work = () => leaves(world.deps, () => workDueHolds(world.deps, TEST_TIME + HOLD_MS));

  it('is not made where another contact left meanwhile: the contact stays, and the holder is told why', async () => {
    const { holder, mia, noor } = await removing();
    const caller = await signIn(world.deps, noor.account);
    factsOf(await declineContact(world.deps, caller, { contactId: noor.id }));
    const left = await work();
    expect(left.alerts).toEqual([`${holder.email}: contact.kept done`]);
    const stays = await world.deps.store.read((tx) => listContacts(tx, holder.id));
    expect(stays.map(({ id }) => id)).toEqual([mia.id]);
    expect((await work()).events).toEqual([]);
  });

  it('of a contact who left by themselves is over without a word', async () => {
    const { holder, mia } = await removing();
    await world.deps.store.write((tx) => endContact(tx, mia.id, TEST_TIME + 1));
    expect((await work()).events).toEqual([]);
    const evidence = await world.deps.store.write(async (tx) => {
      const account = await loadAccount(tx, holder.id);
      if (!account) throw new Error('the holder is there');
      expect(neededBy(account)).toBe(1);
      return removeHeldContact(tx, account, { contactId: mia.id } as never, TEST_TIME);
    });
    expect(evidence).toBeNull();
  });
});
