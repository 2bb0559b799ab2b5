// Arranging recovery contacts: an invitation tells nothing, more is instant, less waits and never falls short.

import { expect, it } from 'vitest';
import { makeAccount, ROAMING, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { invite, makeContact, makeTrusting } from '../../../../../test/support/contacts.ts';
import { HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { signInWithTwo } from '../../../../../test/support/second-proof.ts';
import { byHolder, describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { INVITATION_MS } from '../../domain/contact/contact.ts';
import { allow, refuse } from '../../domain/decision.ts';
import { HOLD_MS } from '../../domain/hold/hold.ts';
import { type ContactId, makeId } from '../../domain/id.ts';
import { LIMITS } from '../../domain/throttle/throttle.ts';
import { loadAccount } from '../../storage/account.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import { workDueHolds } from '../hold/announce.ts';
import { inviteContact, removalsOf, removeContact, setNeeded } from './arrange.ts';

const RIPENS = TEST_TIME + HOLD_MS;

describeUseCase('inviting a recovery contact', (world) => {
  it('mails the address, tells the holder, and answers alike whether the address is known or not', async () => {
    const known = await makeAccount(world.deps, { tier: 'advanced' });
    const answers = [];
    for (const email of [known.email, 'nobody-at-all@example.com']) {
      const holder = await makeAccount(world.deps, { tier: 'advanced', displayName: 'Mara' });
      const caller = await signIn(world.deps, holder);
      const left = await leaves(world.deps, () => inviteContact(world.deps, caller, { email }));
      answers.push(left.answer);
      expect(left.changed).toEqual(['audit_event', 'outbox', 'recovery_contact', 'throttle']);
      expect(left.alerts).toEqual([`${holder.email}: contact.invite done`]);
      const expiresAt = TEST_TIME + INVITATION_MS;
      expect(left.mails).toEqual([
        { to: email, content: { kind: 'contact-invitation', name: 'Mara', email: holder.email, expiresAt } },
      ]);
      expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'contact.invite', subject: email }]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  it('is refused with a key that is not trusted yet', async () => {
    const trustedAt = TEST_TIME + HOUR_MS;
    const young = { ...ROAMING, nickname: 'Young', trustedAt };
    const holder = await makeAccount(world.deps, { tier: 'advanced', keys: [young, ROAMING, ROAMING] });
    const caller = await signIn(world.deps, holder);
    const left = await leaves(world.deps, () => inviteContact(world.deps, caller, { email: 'a@example.org' }));
    expect(left.answer).toEqual(refuse({ tag: 'key-not-trusted', rights: 'trusted', from: trustedAt }));
    expect(left.mails).toEqual([]);
  });

  it('sends one mailbox no more than its share of mail', async () => {
    const decisions = [];
    for (let time = 0; time <= LIMITS['mail.address'].points; time++) {
      const holder = await makeAccount(world.deps, { tier: 'advanced' });
      const caller = await signIn(world.deps, holder, { caller: { network: `203.0.113.${time}` } });
      decisions.push((await inviteContact(world.deps, caller, { email: 'often@example.org' })).allowed);
    }
    expect(decisions).toEqual([...Array(LIMITS['mail.address'].points).fill(true), false]);
  });

  it('that has expired is replaced by a new one', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced', at: TEST_TIME - 2 * INVITATION_MS });
    await invite(world.deps, holder, 'slow@example.org', TEST_TIME - INVITATION_MS);
    const caller = await signIn(world.deps, holder);
    expect((await inviteContact(world.deps, caller, { email: 'slow@example.org' })).allowed).toBe(true);
    const contacts = await world.deps.store.read((tx) => listContacts(tx, holder.id));
    expect(contacts.map(({ invitedAt }) => invitedAt)).toEqual([TEST_TIME]);
    const again = await inviteContact(world.deps, caller, { email: 'slow@example.org' });
    expect(again).toEqual(refuse({ tag: 'contact-exists' }));
  });
});

describeUseCase('removing a recovery contact', (world) => {
  const contactsOf = async (holderId: Parameters<typeof listContacts>[1]) =>
    (await world.deps.store.read((tx) => listContacts(tx, holderId))).map(({ id }) => id);

  it('withdraws an invitation at once', async () => {
    const holder = await makeAccount(world.deps, { tier: 'advanced' });
    const contactId = await invite(world.deps, holder, 'early@example.org');
    const caller = await signIn(world.deps, holder);
    const left = await leaves(world.deps, () => removeContact(world.deps, caller, { contactId }));
    expect(left.answer).toEqual(allow({ hold: null }));
    expect(left.changed).toEqual(['audit_event', 'outbox', 'recovery_contact']);
    expect(await contactsOf(holder.id)).toEqual([]);
    expect(await removeContact(world.deps, caller, { contactId })).toEqual(refuse({ tag: 'not-found' }));
  });

  it('begun by one proof waits 72 hours, is then ready, and is not made by itself', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [mia, noor] = contacts.map(({ id }) => id) as [ContactId, ContactId];
    const caller = await signIn(world.deps, holder);
    const left = await leaves(world.deps, () => removeContact(world.deps, caller, { contactId: mia }));
    expect(factsOf(left.answer).hold).toMatchObject({
      kind: 'contact.remove',
      ripensAt: RIPENS,
      contact: contacts[0]?.account.email,
    });
    expect(left.changed).toEqual(['audit_event', 'hold', 'outbox']);
    expect(left.events).toMatchObject([{ effective_at: RIPENS, subject: contacts[0]?.account.email }]);
    const account = await world.deps.store.read((tx) => loadAccount(tx, holder.id));
    if (!account) throw new Error('the holder is there');
    const removals = await world.deps.store.read((tx) => removalsOf(tx, account));
    expect([...removals.keys()]).toEqual([mia]);
    expect(await contactsOf(holder.id)).toHaveLength(2);
    await workDueHolds(world.deps, RIPENS - 1);
    expect(await contactsOf(holder.id)).toHaveLength(2);
    const ripe = await leaves(world.deps, () => workDueHolds(world.deps, RIPENS));
    expect(await contactsOf(holder.id)).toEqual([mia, noor]);
    expect(ripe.events).toMatchObject([{ operation: 'hold.ready', subject: 'contact.remove' }]);
  });

  it('by two proofs is made at once', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [mia, noor] = contacts.map(({ id }) => id) as [ContactId, ContactId];
    const caller = await signInWithTwo(world.deps, holder);
    expect(await removeContact(world.deps, caller, { contactId: mia })).toEqual(allow({ hold: null }));
    expect(await contactsOf(holder.id)).toEqual([noor]);
  });

  it('is asked for once for each contact, and never so that too few are left', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 3, 1);
    const [mia, noor, pia] = contacts.map(({ id }) => id) as [ContactId, ContactId, ContactId];
    const caller = await signIn(world.deps, holder);
    expect((await removeContact(world.deps, caller, { contactId: mia })).allowed).toBe(true);
    expect(await removeContact(world.deps, caller, { contactId: mia })).toEqual(refuse({ tag: 'hold-exists' }));
    expect((await removeContact(world.deps, caller, { contactId: noor })).allowed).toBe(true);
    const last = await removeContact(world.deps, caller, { contactId: pia });
    expect(last).toEqual(refuse({ tag: 'contacts-too-few', needed: 1, left: 0 }));
  });

  it('of somebody else’s contact is as if there were none', async () => {
    const { contacts } = await makeTrusting(world.deps, 1, 0);
    const stranger = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' }));
    const contactId = contacts[0]?.id ?? makeId('cntc', world.deps.random.bytes(16));
    const left = await leaves(world.deps, () => removeContact(world.deps, stranger, { contactId }));
    expect(left.answer).toEqual(refuse({ tag: 'not-found' }));
  });
});

describeUseCase('how many contacts have to approve', (world) => {
  const neededOf = async (id: Parameters<typeof loadAccount>[1]) => {
    const account = await world.deps.store.read((tx) => loadAccount(tx, id));
    return account?.tier === 'standard' ? null : account?.contactsNeeded;
  };

  it('is raised at once and told, and lowered at once by two proofs alone', async () => {
    const { holder } = await makeTrusting(world.deps, 2, 0);
    const caller = await signIn(world.deps, holder);
    const raised = await leaves(world.deps, () => setNeeded(world.deps, caller, { needed: 2 }));
    expect(raised.answer).toEqual(allow({ hold: null }));
    expect(raised.alerts).toEqual([`${holder.email}: contact.set-needed done`]);
    expect(await neededOf(holder.id)).toBe(2);
    const lowered = await leaves(world.deps, () => setNeeded(world.deps, caller, { needed: 1 }));
    expect(factsOf(lowered.answer).hold).toMatchObject({ kind: 'contact.lower-needed', contactsNeeded: 1 });
    expect(await neededOf(holder.id)).toBe(2);
    await workDueHolds(world.deps, RIPENS);
    expect(await neededOf(holder.id)).toBe(2);
    const two = await signInWithTwo(world.deps, holder, { now: RIPENS });
    expect(await setNeeded(world.deps, two, { needed: 1 })).toEqual(allow({ hold: null }));
    expect(await neededOf(holder.id)).toBe(1);
  });

  it('that was raised again meanwhile is not lowered after all', async () => {
    const { holder } = await makeTrusting(world.deps, 2, 2);
    const caller = await signIn(world.deps, holder);
    factsOf(await setNeeded(world.deps, caller, { needed: 0 }));
    factsOf(await setNeeded(world.deps, caller, { needed: 2 }));
    expect(await world.deps.store.read((tx) => listOpenHolds(tx, holder.id))).toEqual([]);
    await workDueHolds(world.deps, RIPENS);
    expect(await neededOf(holder.id)).toBe(2);
  });

  it('cannot be more than the contacts who count: nobody can require one who accepted just now', async () => {
    const { holder } = await makeTrusting(world.deps, 1, 0);
    await invite(world.deps, holder, 'not-yet@example.org');
    await makeContact(world.deps, holder, TEST_TIME - HOUR_MS);
    const decision = await setNeeded(world.deps, await signIn(world.deps, holder), { needed: 2 });
    expect(decision).toEqual(refuse({ tag: 'contacts-too-few', needed: 2, left: 1 }));
  });
});
