// PostgreSQL: approvals at the same moment count once each; an approval that meets a removal never counts after it.

import { expect, test } from 'vitest';
import { approveOptions, approveRecovery } from '../../packages/server/src/app/contact/approve.ts';
import { removeContact, setNeeded } from '../../packages/server/src/app/contact/arrange.ts';
import { ASK_MS, makeAskLink } from '../../packages/server/src/app/contact/ask-link.ts';
import { sayNotThem } from '../../packages/server/src/app/contact/not-them.ts';
import { readRecovery } from '../../packages/server/src/app/recovery/read.ts';
import { HOLD_MS } from '../../packages/server/src/domain/hold/hold.ts';
import { listOpenHolds } from '../../packages/server/src/storage/hold.ts';
import { listContacts } from '../../packages/server/src/storage/recovery-contact.ts';
import { makeCaller, signIn } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { approve, type MadeContact, makeTrusting } from '../support/contacts.ts';
import { makeDeps } from '../support/deps.ts';
import { asker, begin } from '../support/recoveries.ts';
import { signInWithTwo } from '../support/second-proof.ts';
import { describeOn } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';

const ROUNDS = 5;

describeOn('postgres', 'recovery contacts', (database) => {
  const deps = () => makeDeps(database.store);
  /** As another server would: with connections of its own. */
  const other = () => makeDeps(database.open({ connectionsMax: 2 }));
  const first = (contacts: readonly MadeContact[]): MadeContact => {
    const [contact] = contacts;
    if (!contact) throw new Error('there is a contact');
    return contact;
  };

  test('two touches by one contact at once are one approval', async () => {
    const [one, two] = [deps(), other()];
    for (let round = 0; round < ROUNDS; round++) {
      const { holder, contacts } = await makeTrusting(one, 2, 2);
      const contact = first(contacts);
      const proofs = await begin(one, holder, asker(TEST_TIME));
      const caller = await signIn(one, contact.account, { now: TEST_TIME + 1 });
      const answers = [];
      for (const key of contact.account.keys) {
        const which = { contactId: contact.id, caseNumber: proofs.caseNumber };
        const options = factsOf(await approveOptions(one, caller, which));
        answers.push({ ...which, response: key.authenticator.assert(options) });
      }
      const [a, b] = answers;
      if (!a || !b) throw new Error('the contact has two keys');
      const decisions = await Promise.all([approveRecovery(one, caller, a), approveRecovery(two, caller, b)]);
      expect(decisions.map(({ allowed }) => allowed).sort()).toEqual([false, true]);
      const read = factsOf(await readRecovery(one, asker(TEST_TIME + 2), proofs));
      expect(read.contacts).toEqual({ needed: 2, approved: 1 });
    }
  });

  test('two contacts who approve at once both count', async () => {
    const [one, two] = [deps(), other()];
    for (let round = 0; round < ROUNDS; round++) {
      const { holder, contacts } = await makeTrusting(one, 2, 2);
      const [mia, noor] = contacts as [MadeContact, MadeContact];
      const proofs = await begin(one, holder, asker(TEST_TIME));
      const both = await Promise.all([approve(one, mia, TEST_TIME + 1), approve(two, noor, TEST_TIME + 1)]);
      expect(both.every(({ allowed }) => allowed)).toBe(true);
      const read = factsOf(await readRecovery(one, asker(TEST_TIME + 2), proofs));
      expect(read.contacts).toEqual({ needed: 2, approved: 2 });
    }
  });

  test('an approval at the moment of the contact’s removal opens nothing once the contact is gone', async () => {
    const [one, two] = [deps(), other()];
    const ripens = TEST_TIME + HOLD_MS;
    for (let round = 0; round < ROUNDS; round++) {
      const { holder, contacts } = await makeTrusting(one, 2, 1);
      const eve = first(contacts);
      const proofs = await begin(one, holder, asker(TEST_TIME));
      const caller = await signInWithTwo(one, holder, { now: ripens });
      const [approved] = await Promise.all([
        approve(one, eve, ripens),
        removeContact(two, caller, { contactId: eve.id }),
      ]);
      const left = await one.store.read((tx) => listContacts(tx, holder.id));
      expect(left.map(({ id }) => id)).not.toContain(eve.id);
      expect(['approved', 'not-found', 'approval-given']).toContain(
        approved.allowed ? 'approved' : approved.refusal.tag,
      );
      expect(factsOf(await readRecovery(one, asker(ripens), proofs))).toMatchObject({
        state: 'waiting',
        contacts: { needed: 1, approved: 0 },
      });
    }
  });

  test('“This is not them”, pressed in several places at once, is said once', async () => {
    const [one, two] = [deps(), other()];
    for (let round = 0; round < ROUNDS; round++) {
      const { holder, contacts } = await makeTrusting(one, 1, 1);
      const contact = first(contacts);
      await begin(one, holder, asker(TEST_TIME));
      const [hold] = await one.store.read((tx) => listOpenHolds(tx, holder.id));
      if (!hold) throw new Error('a recovery is open');
      const about = { contactId: contact.id, holdId: hold.id, expiresAt: TEST_TIME + ASK_MS };
      const link = makeAskLink(one.keyRing, about);
      const pressed = await Promise.all([one, two, one, two].map((node) => sayNotThem(node, makeCaller(), { link })));
      expect(pressed.filter(({ allowed }) => allowed)).toHaveLength(1);
    }
  });

  test('raising what a recovery needs while contacts are removed never leaves fewer than it needs', async () => {
    const [one, two] = [deps(), other()];
    for (let round = 0; round < ROUNDS; round++) {
      const { holder, contacts } = await makeTrusting(one, 2, 1);
      const caller = await signIn(one, holder);
      const contactId = first(contacts).id;
      const decisions = await Promise.all([
        removeContact(one, caller, { contactId }),
        setNeeded(two, caller, { needed: 2 }),
      ]);
      expect(decisions.map((decision) => (decision.allowed ? 'done' : decision.refusal.tag)).sort()).toEqual([
        'contacts-too-few',
        'done',
      ]);
    }
  });
});
