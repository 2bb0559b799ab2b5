// Recovery contacts on both databases: each step happens once, and only approvals that still count are counted.

import { expect, test } from 'vitest';
import { startHold } from '../../packages/server/src/app/hold/start.ts';
import { type AccountId, type ContactId, makeId } from '../../packages/server/src/domain/id.ts';
import { loadAccount, setContactsNeeded, setStandard } from '../../packages/server/src/storage/account.ts';
import {
  acceptInvitation,
  endContact,
  findContact,
  insertApproval,
  insertContact,
  listApprovals,
  listContacts,
  listContactsHeldBy,
  listInvitationsTo,
} from '../../packages/server/src/storage/recovery-contact.ts';
import { makeAccount, makeCaller } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';

describeOnBoth('recovery contacts', (database) => {
  const make = async () => {
    const deps = makeDeps(database.store);
    const holder = await makeAccount(deps, { tier: 'advanced' });
    const contact = await makeAccount(deps, { tier: 'advanced', displayName: 'Mia' });
    const id = makeId('cntc', deps.random.bytes(16));
    const { email } = contact;
    await deps.store.write((tx) => insertContact(tx, { id, accountId: holder.id, email, now: TEST_TIME }));
    const accept = () => deps.store.write((tx) => acceptInvitation(tx, id, contact.id, TEST_TIME + 1));
    return { deps, holder, contact, id, accept };
  };

  test('are invited by address in any spelling, accepted once, and known with their account', async () => {
    const { holder, contact, id, accept } = await make();
    const found = await database.store.read((tx) => listInvitationsTo(tx, contact.email.toUpperCase()));
    expect(found).toMatchObject([{ id, holderId: holder.id, state: 'invited', account: null, acceptedAt: null }]);
    expect([await accept(), await accept()]).toEqual([true, false]);
    const { email } = contact;
    const account = { id: contact.id, email, displayName: 'Mia', tier: 'advanced' };
    const expected = { id, email, state: 'active', invitedAt: TEST_TIME, acceptedAt: TEST_TIME + 1, account };
    await database.store.read(async (tx) => {
      expect(await findContact(tx, id)).toMatchObject(expected);
      expect(await listContacts(tx, holder.id)).toMatchObject([expected]);
      expect(await listContactsHeldBy(tx, contact.id)).toMatchObject([expected]);
      expect(await listInvitationsTo(tx, email)).toEqual([]);
    });
  });

  test('end once, and are then nobody’s', async () => {
    const { deps, holder, id, accept } = await make();
    const end = () => deps.store.write((tx) => endContact(tx, id, TEST_TIME + 2));
    expect([await end(), await end(), await accept()]).toEqual([true, false, false]);
    await database.store.read(async (tx) => {
      expect(await listContacts(tx, holder.id)).toEqual([]);
      expect(await findContact(tx, id)).toBeNull();
    });
  });

  /** A hold to approve; what is stored does not look at its kind. */
  const approving = async () => {
    const made = await make();
    const { deps, holder, id } = made;
    await made.accept();
    const holdId = await deps.store.write(async (tx) => {
      const account = await loadAccount(tx, holder.id);
      if (!account) throw new Error('the holder is there');
      const asked = { kind: 'recovery', newEmail: null, startedWith: null, caller: makeCaller() } as const;
      const held = await startHold(deps, tx, account, asked);
      if (!held.allowed) throw new Error('nothing else waits');
      return held.facts.id;
    });
    const approvals = () => database.store.read((tx) => listApprovals(tx, holder.id, holdId));
    const approve = (by: ContactId = id, of: AccountId = holder.id) => {
      const row = { account_id: of, hold_id: holdId, contact_id: by, approved_at: TEST_TIME + 3, receipt: '{}' };
      return deps.store.write((tx) => insertApproval(tx, row));
    };
    return { ...made, approve, approvals };
  };

  test('approve once', async () => {
    const { id, approve, approvals } = await approving();
    expect([await approve(), await approve()]).toEqual([true, false]);
    expect(await approvals()).toEqual([{ contactId: id, approvedAt: TEST_TIME + 3 }]);
  });

  test('that have ended approve nothing, and what they approved before counts no more', async () => {
    const { deps, id, approve, approvals } = await approving();
    await approve();
    await deps.store.write((tx) => endContact(tx, id, TEST_TIME + 4));
    expect(await approve()).toBe(false);
    expect(await approvals()).toEqual([]);
  });

  test('do not count while their own account is not protected', async () => {
    const { deps, contact, approve, approvals } = await approving();
    await approve();
    await deps.store.write((tx) => setStandard(tx, contact.id));
    expect(await approvals()).toEqual([]);
  });

  test('of another holder do not count, whatever an approval claims', async () => {
    const { holder, approve, approvals } = await approving();
    const other = await make();
    await other.accept();
    expect(await approve(other.id, holder.id)).toBe(true);
    expect(await approvals()).toEqual([]);
  });

  test('are needed in the number that the account says, which leaving protection forgets', async () => {
    const { deps, holder } = await make();
    await deps.store.write((tx) => setContactsNeeded(tx, holder.id, 2));
    expect(await database.store.read((tx) => loadAccount(tx, holder.id))).toMatchObject({ contactsNeeded: 2 });
    await deps.store.write((tx) => setStandard(tx, holder.id));
    const row = await database.store.read((tx) =>
      tx.q.selectFrom('account').selectAll().where('id', '=', holder.id).executeTakeFirstOrThrow(),
    );
    expect(row.contacts_needed).toBe(0);
  });
});
