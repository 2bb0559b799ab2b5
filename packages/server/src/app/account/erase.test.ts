// The end of a deletion, from where others stand: contacts hear of it, programs ask again, and the last letter goes out.
// That no word of the person is left, and that every proof holds: test/storage/erasure.test.ts.

import { expect, it } from 'vitest';
import {
  confirmWhatWaits,
  type MadeAccount,
  makeAccount,
  makeCaller,
  signIn,
} from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { LONG_AGO, makeTrusting } from '../../../../../test/support/contacts.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { DELETION_MS } from '../../domain/hold/hold.ts';
import { loadAccount, setEmail } from '../../storage/account.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import { workDueHolds } from '../hold/announce.ts';
import { sealEvents } from '../log/seal.ts';
import { record, recordBySystem } from '../record.ts';
import { countPassword } from '../sign-in/count-password.ts';
import { listTrainingChanges } from '../training/changes.ts';
import { deleteAccount } from './delete.ts';

describeUseCase('an erasure', (world) => {
  it('tells whoever had the person as a recovery contact, and keeps no address on record of it', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 2, 1);
    const [leaving, staying] = contacts;
    if (!leaving || !staying) throw new Error('there are two contacts');
    factsOf(await deleteAccount(world.deps, await signIn(world.deps, leaving.account, { now: LONG_AGO })));
    await confirmWhatWaits(world.deps, leaving.account);
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
    await confirmWhatWaits(world.deps, account);
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

  it('forgets how often the password was guessed', async () => {
    const account = await makeAccount(world.deps);
    const key = account.email;
    const rows = () => world.deps.store.read((tx) => tx.q.selectFrom('throttle').select('throttle_key').execute());
    const of = async () => (await rows()).filter(({ throttle_key }) => throttle_key.startsWith('password.account:'));
    await world.deps.store.write((tx) =>
      countPassword(world.deps, tx, makeCaller({ network: key }), { key, accountId: account.id }),
    );
    expect(await of()).toHaveLength(1);
    await erase(account);
    expect(await of()).toEqual([]);
  });

  const erase = async (account: MadeAccount, now = TEST_TIME): Promise<void> => {
    factsOf(await deleteAccount(world.deps, await signIn(world.deps, account, { now })));
    await confirmWhatWaits(world.deps, account);
    await workDueHolds(world.deps, now + DELETION_MS);
    expect(await world.deps.store.read((tx) => loadAccount(tx, account.id))).toBeNull();
  };
  const note = (about: MadeAccount, operation: 'contact.asked' | 'email.confirm', subject: string) =>
    world.deps.store.write((tx) => recordBySystem(world.deps, tx, TEST_TIME, operation, about, { subject }));
  const subjectsOf = async ({ id }: MadeAccount): Promise<readonly (string | null)[]> =>
    world.deps.store.read(async (tx) => {
      const rows = await tx.q
        .selectFrom('audit_event')
        .selectAll()
        .where('account_id', '=', id)
        .orderBy('id')
        .execute();
      return rows.filter(({ operation }) => operation === 'contact.asked').map(({ subject }) => subject);
    });

  it('takes nobody’s contact who was invited at an address that came to the person later', async () => {
    const { holder, contacts } = await makeTrusting(world.deps, 1, 1);
    const [contact] = contacts;
    if (!contact) throw new Error('there is a contact');
    await world.deps.store.write((tx) => setEmail(tx, contact.account.id, 'moved@example.com', TEST_TIME));
    await erase(await makeAccount(world.deps, { email: contact.account.email }));
    expect(await world.deps.store.read((tx) => listContacts(tx, holder.id))).toMatchObject([
      { id: contact.id, state: 'active' },
    ]);
  });

  it('leaves what names an address to whom it belongs by now', async () => {
    const [former, present, other] = [
      await makeAccount(world.deps, { email: 'second@example.com' }),
      await makeAccount(world.deps, { email: 'handed.on@example.com' }),
      await makeAccount(world.deps),
    ];
    await note(former, 'email.confirm', 'handed.on@example.com');
    await note(other, 'contact.asked', present.email);
    await note(other, 'contact.asked', former.email);
    await erase(former);
    expect((await subjectsOf(other)).toSorted()).toEqual([present.email, null]);
  });

  it('clears an address that is not written in ASCII, however it was typed', async () => {
    const [person, other] = [
      await makeAccount(world.deps, { email: 'ÅSE@Bølge.example' }),
      await makeAccount(world.deps),
    ];
    for (const subject of ['ÅSE@Bølge.example', 'ÅSE@Bølge.example, 77', 'åse@bølge.example', 'xÅSE@Bølge.example']) {
      await note(other, 'contact.asked', subject);
    }
    await erase(person);
    expect((await subjectsOf(other)).toSorted()).toEqual([null, null, null, 'xÅSE@Bølge.example']);
  });

  it('clears the sign-up of the same browser, and no other that was ever begun from its network', async () => {
    const browser = { ip: '198.51.100.77', network: '198.51.100.77', userAgent: 'One/1.0' };
    const person = await makeAccount(world.deps, { at: TEST_TIME });
    const begun = async (now: number) => {
      const caller = { ...makeCaller({ now }), ...browser };
      return world.deps.store.write((tx) =>
        record(world.deps, tx, { ...caller, session: null }, 'sign-up.begin', null, { done: true }),
      );
    };
    const days = 24 * 60 * 60_000;
    const [before, own, after] = [
      await begun(TEST_TIME - days),
      await begun(TEST_TIME - 60_000),
      await begun(TEST_TIME + days),
    ];
    factsOf(await deleteAccount(world.deps, await signIn(world.deps, person, { caller: browser })));
    await confirmWhatWaits(world.deps, person);
    await workDueHolds(world.deps, TEST_TIME + DELETION_MS);
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').select(['id', 'ip']).where('id', 'in', [before, own, after]).execute(),
    );
    expect(new Map(rows.map(({ id, ip }) => [id, ip]))).toEqual(
      new Map([
        [before, browser.ip],
        [own, null],
        [after, browser.ip],
      ]),
    );
  });

  it('clears the address that the account was made with, where it was changed since', async () => {
    const [person, other] = [
      await makeAccount(world.deps, { email: 'first@example.com' }),
      await makeAccount(world.deps),
    ];
    await note(other, 'contact.asked', person.email);
    await world.deps.store.write((tx) => setEmail(tx, person.id, 'then@example.com', TEST_TIME));
    await world.deps.store.write((tx) => setEmail(tx, person.id, person.email, TEST_TIME));
    await world.deps.store.write((tx) => setEmail(tx, person.id, 'last@example.com', TEST_TIME));
    await erase(person);
    expect(await subjectsOf(other)).toEqual([null]);
  });
});
