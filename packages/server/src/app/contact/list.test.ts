// A holder's recovery contacts as their page shows them.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { invite, LONG_AGO, makeContact, makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { INVITATION_MS } from '../../domain/contact/contact.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { setStandard } from '../../storage/account.ts';
import { removeContact, setNeeded } from './arrange.ts';
import { listOwnContacts } from './list.ts';

describeUseCase('the list of recovery contacts', (world) => {
  it('says of each whether it was answered, and from when it counts', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced', at: TEST_TIME - 2 * INVITATION_MS });
    await invite(world.deps, holder, 'expired@example.org', TEST_TIME - INVITATION_MS);
    const old = await makeContact(world.deps, holder);
    await invite(world.deps, holder, 'invited@example.org', TEST_TIME - 2);
    const recent = await makeContact(world.deps, holder, TEST_TIME - 1);
    const { contacts, ...about } = factsOf(await listOwnContacts(world.deps, await signIn(world.deps, holder)));
    expect(contacts.map(({ email, name, state, counts }) => [email, name, state, counts])).toEqual([
      ['expired@example.org', null, 'expired', false],
      [old.account.email, 'Ada', 'active', true],
      ['invited@example.org', null, 'invited', false],
      [recent.account.email, 'Ada', 'active', false],
    ]);
    expect(contacts.map(({ countsFrom }) => countsFrom)).toEqual([
      null,
      LONG_AGO + HOLD_MS,
      null,
      TEST_TIME - 1 + HOLD_MS,
    ]);
    expect(about).toMatchObject({ needed: 0, neededMax: 1, tooFew: false, holds: [] });
  });

  it('says who goes when, who cannot go, and what else waits', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 3, 2);
    const caller = await signIn(world.deps, holder);
    const [mia] = contacts;
    if (!mia) throw new Error('there is a contact');
    factsOf(await removeContact(world.deps, caller, { contactId: mia.id }));
    factsOf(await setNeeded(world.deps, caller, { needed: 1 }));
    const listed = factsOf(await listOwnContacts(world.deps, caller));
    expect(listed.contacts.map(({ removesAt, removable }) => [removesAt, removable])).toEqual([
      [TEST_TIME + HOLD_MS, false],
      [null, false],
      [null, false],
    ]);
    expect(listed.holds.map(({ kind, contactsNeeded }) => [kind, contactsNeeded])).toEqual([
      ['contact.remove', null],
      ['contact.lower-needed', 1],
    ]);
    expect(listed).toMatchObject({ needed: 2, neededMax: 2, tooFew: false });
  });

  it('warns where fewer stand than a recovery needs', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [mia] = contacts;
    if (!mia) throw new Error('there is a contact');
    await world.deps.store.write((tx) => setStandard(tx, mia.account.id));
    const listed = factsOf(await listOwnContacts(world.deps, await signIn(world.deps, holder)));
    expect(listed).toMatchObject({ needed: 1, neededMax: 0, tooFew: true });
    expect(listed.contacts).toMatchObject([{ stands: false, counts: false, removable: true }]);
  });
});
