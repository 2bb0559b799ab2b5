// Recovery contacts on both databases: each step happens once, and only approvals that still count are counted.

import { expect, test } from 'vitest';
import { startHold } from '../../packages/server/src/app/hold/start.ts';
import { type AccountId, type ContactId, makeId } from '../../packages/server/src/domain/id.ts';
import {
  loadAccount,
  setContactsNeeded,
  setStandard,
  setWaitHours,
} from '../../packages/server/src/storage/account.ts';
import {
  acceptInvitation,
  deleteApproval,
  endContact,
  findContact,
  insertApproval,
  insertContact,
  insertObjection,
  listAsked,
  listContacts,
  listContactsHeldBy,
  listContactsLeftSince,
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
    const accept = () => deps.store.write((tx) => acceptInvitation(tx, id, contact.id, 168, TEST_TIME + 1));
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
    const end = () => deps.store.write((tx) => endContact(tx, id, 'contact', TEST_TIME + 2));
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
      const timing = { proofs: 1, ripensAt: TEST_TIME + 1000 } as const;
      const asked = { kind: 'recovery', startedWith: null, caller: makeCaller(), ...timing } as const;
      const held = await startHold(deps, tx, account, asked);
      if (!held.allowed) throw new Error('nothing else waits');
      return held.facts.id;
    });
    const asked = (ids: readonly ContactId[] = [id]) =>
      database.store.read((tx) => listAsked(tx, holder.id, holdId, ids, TEST_TIME));
    const approve = (by: ContactId = id, of: AccountId = holder.id) => {
      const row = { account_id: of, hold_id: holdId, contact_id: by, approved_at: TEST_TIME + 3, receipt: '{}' };
      return deps.store.write((tx) => insertApproval(tx, row));
    };
    return { ...made, holdId, approve, asked };
  };

  const SILENT = { approvedAt: null, objectedAt: null, goneAt: null, removed: false };

  test('approve once', async () => {
    const { id, approve, asked } = await approving();
    expect([await approve(), await approve()]).toEqual([true, false]);
    expect(await asked()).toEqual([{ id, ...SILENT, approvedAt: TEST_TIME + 3 }]);
  });

  test('that have ended approve nothing, and it is known whose doing that was', async () => {
    for (const by of ['contact', 'holder'] as const) {
      const { deps, id, approve, asked } = await approving();
      await approve();
      await deps.store.write((tx) => endContact(tx, id, by, TEST_TIME + 4));
      expect(await approve()).toBe(false);
      const goneAt = by === 'contact' ? TEST_TIME + 4 : null;
      expect(await asked()).toMatchObject([{ id, goneAt, removed: by === 'holder' }]);
    }
  });

  test('whose account is no longer protected, or is erased, are as if they had left when it began', async () => {
    const { deps, contact, asked, id } = await approving();
    await deps.store.write((tx) => setStandard(tx, contact.id));
    expect(await asked()).toMatchObject([{ id, goneAt: TEST_TIME, removed: false }]);
    const erased = makeId('cntc', deps.random.bytes(16));
    expect(await asked([erased])).toEqual([{ id: erased, ...SILENT, goneAt: TEST_TIME }]);
  });

  test('of another holder are none of this one’s, whatever an approval claims', async () => {
    const { holder, approve, asked } = await approving();
    const other = await make();
    await other.accept();
    expect(await approve(other.id, holder.id)).toBe(true);
    expect(await asked([other.id])).toMatchObject([{ approvedAt: null }]);
  });

  test('say “This is not them” once a recovery, and take an approval back', async () => {
    const { deps, holder, id, holdId, approve, asked } = await approving();
    await approve();
    const key = { account_id: holder.id, hold_id: holdId, contact_id: id };
    const object = () => deps.store.write((tx) => insertObjection(tx, { ...key, objected_at: TEST_TIME + 5 }));
    expect([await object(), await object()]).toEqual([true, false]);
    const take = () => deps.store.write((tx) => deleteApproval(tx, key));
    expect([await take(), await take()]).toEqual([true, false]);
    expect(await asked()).toEqual([{ id, ...SILENT, objectedAt: TEST_TIME + 5 }]);
  });

  test('remember the shortest wait since they accepted: a longer one later changes nothing', async () => {
    const { deps, holder, id, accept } = await make();
    await accept();
    const least = () => database.store.read(async (tx) => (await findContact(tx, id))?.leastWaitHours);
    expect(await least()).toBe(168);
    for (const [hours, expected] of [
      [72, 72],
      [168, 72],
    ] as const) {
      await deps.store.write((tx) => setWaitHours(tx, holder.id, hours));
      expect(await least()).toBe(expected);
    }
  });

  test('who left are known for as long as they count, and whom the holder removed are not', async () => {
    const { deps, holder, id, accept } = await make();
    await accept();
    await deps.store.write((tx) => endContact(tx, id, 'contact', TEST_TIME + 10));
    const since = async (at: number) =>
      (await database.store.read((tx) => listContactsLeftSince(tx, holder.id, at))).map((one) => one.leftAt);
    expect([await since(TEST_TIME + 10), await since(TEST_TIME + 11)]).toEqual([[TEST_TIME + 10], []]);
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
