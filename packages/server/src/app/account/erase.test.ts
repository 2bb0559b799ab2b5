// The end of a deletion, from where others stand: contacts hear of it, programs ask again, and the last letter goes out.
// That no word of the person is left, and that every proof holds: test/storage/erasure.test.ts.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { LONG_AGO, makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { DELETION_MS } from '../../domain/hold/hold.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import { workDueHolds } from '../hold/announce.ts';
import { sealEvents } from '../log/seal.ts';
import { listTrainingChanges } from '../training/changes.ts';
import { deleteAccount } from './delete.ts';

describeUseCase('an erasure', (world) => {
  it('tells whoever had the person as a recovery contact, and keeps no address on record of it', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [leaving, staying] = contacts;
    if (!leaving || !staying) throw new Error('there are two contacts');
    factsOf(await deleteAccount(world.deps, await signIn(world.deps, leaving.account, { now: LONG_AGO })));
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    const left = await leaves(world.deps, () => workDueHolds(world.deps, LONG_AGO + DELETION_MS));
    expect(left.alerts).toContain(`${holder.email}: contact.left done`);
    expect(await world.deps.store.read((tx) => listContacts(tx, holder.id))).toMatchObject([{ id: staying.id }]);
    const events = await world.deps.store.read((tx) => tx.q.selectFrom('audit_event').selectAll().execute());
    expect(events.filter(({ operation }) => operation === 'contact.left')).toMatchObject([{ account_id: holder.id }]);
    expect(events.filter(({ subject }) => subject?.includes(leaving.account.email))).toEqual([]);
  });

  it('sends the last letter, which belongs to no account, and tells programs to ask again', async () => {
    const account = await makeAccount(world.deps);
    factsOf(await deleteAccount(world.deps, await signIn(world.deps, account)));
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    const left = await leaves(world.deps, () => workDueHolds(world.deps, TEST_TIME + DELETION_MS));
    expect(left.mails).toEqual([
      { to: account.email, content: { kind: 'account-erased', at: TEST_TIME + DELETION_MS } },
    ]);
    const rows = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(rows).toMatchObject([{ account_id: null }]);
    while ((await sealEvents(world.deps, TEST_TIME + DELETION_MS)) > 0);
    const { changes } = factsOf(await listTrainingChanges(world.deps, { after: -1 }));
    expect(changes.filter(({ accountId }) => accountId === account.id)).toHaveLength(1);
  });
});
