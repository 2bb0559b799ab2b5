// A removal that is ripe: carried out, unless too few contacts would be left by then.

import { expect, it } from 'vitest';
import { type MadeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { HOLD_MS, NO_OBJECT } from '../../domain/hold/hold.ts';
import type { ContactId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { listContacts, listContactsLeftSince } from '../../storage/recovery-contact.ts';
import { declineContact } from './answer.ts';
import { removeContact } from './arrange.ts';
import { removeHeldContact } from './remove-held.ts';

describeUseCase('the removal of a contact', (world) => {
  const removing = async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [mia, noor] = contacts;
    if (!mia || !noor) throw new Error('there are two');
    factsOf(await removeContact(world.deps, await signIn(world.deps, holder), { contactId: mia.id }));
    return { holder, mia, noor };
  };
  const finish = async (holder: MadeAccount, contactId: ContactId) =>
    world.deps.store.write(async (tx) => {
      const account = await loadAccount(tx, holder.id);
      if (!account) throw new Error('the holder is there');
      return removeHeldContact(tx, account, { ...NO_OBJECT, contactId }, TEST_TIME + HOLD_MS);
    });

  it('is not made where another contact left meanwhile: the contact stays, and that is said', async () => {
    const { holder, mia, noor } = await removing();
    const caller = await signIn(world.deps, noor.account);
    factsOf(await declineContact(world.deps, caller, { contactId: noor.id }));
    expect(await finish(holder, mia.id)).toEqual(refuse({ tag: 'contacts-too-few', needed: 1, left: 0 }));
    const stays = await world.deps.store.read((tx) => listContacts(tx, holder.id));
    expect(stays.map(({ id }) => id)).toEqual([mia.id]);
  });

  it('is done where enough contacts are left, and does nothing about one who left by themselves', async () => {
    const { holder, mia, noor } = await removing();
    expect((await finish(holder, mia.id)).allowed).toBe(true);
    const left = await world.deps.store.read((tx) => listContacts(tx, holder.id));
    expect(left.map(({ id }) => id)).toEqual([noor.id]);
    expect(await finish(holder, mia.id)).toEqual(refuse({ tag: 'not-found' }));
  });

  it('is no leaving: a contact whom the holder removed counts toward nothing from then on', async () => {
    const { holder, mia } = await removing();
    await finish(holder, mia.id);
    const since = await world.deps.store.read((tx) => listContactsLeftSince(tx, holder.id, 0));
    expect(since.map(({ id }) => id)).not.toContain(mia.id);
  });
});
