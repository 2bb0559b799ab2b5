// An erasure takes the person out of every table and every byte of the files, and leaves every proof as it was.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDatabase } from '../../packages/cli/src/audit/check-database.ts';
import { LogCheck } from '../../packages/cli/src/audit/log-check.ts';
import { sha256 } from '../../packages/cli/src/audit/node-crypto.ts';
import { parseNoteKey } from '../../packages/contract/src/log.ts';
import { deleteAccount } from '../../packages/server/src/app/account/delete.ts';
import { overwriteErased } from '../../packages/server/src/app/account/overwrite.ts';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { workDueHolds } from '../../packages/server/src/app/hold/announce.ts';
import { type ReadEntry, readEntries } from '../../packages/server/src/app/log/read-entries.ts';
import { readLog } from '../../packages/server/src/app/log/read-log.ts';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { record, recordBySystem } from '../../packages/server/src/app/record.ts';
import { DELETION_MS } from '../../packages/server/src/domain/hold/hold.ts';
import type { Operator } from '../../packages/server/src/operator.ts';
import { findAccountByEmail } from '../../packages/server/src/storage/account.ts';
import { planTables } from '../../packages/server/src/storage/backup/table-plan.ts';
import { keepFormerAddress } from '../../packages/server/src/storage/former-address.ts';
import { setKeyAside } from '../../packages/server/src/storage/former-factor.ts';
import { listCheckpoints, listStrayEvents } from '../../packages/server/src/storage/log.ts';
import { setSecondProof } from '../../packages/server/src/storage/session.ts';
import type { Tables } from '../../packages/server/src/storage/tables.ts';
import { exclusionsOf } from '../../packages/server/src/storage/training-exclusion.ts';
import { BUILT_IN, type MadeAccount, type MadeKey, makeAccount, ROAMING, signIn } from '../support/accounts.ts';
import { makeChannel } from '../support/channels.ts';
import { TEST_TIME } from '../support/clock.ts';
import { accept, invite, makeContact } from '../support/contacts.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';
import { PERSON_COLUMNS } from './person-columns.ts';

const ADDRESS = 'Ingrid.Vanishing@forgotten.example';
/** Addresses that this one is a part of, however it is written. */
const LONGER = ['INGRID.Vanishing@forgotten.example.org', 'not.INGRID.Vanishing@forgotten.example'];
/** What the record of somebody else names: those, and this one beside a ticket. */
const OTHERS_SUBJECTS = [...LONGER, `${ADDRESS}, 2291`];
const NAME = 'Ingrid Vanishing-Sorensen';
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; OnlyOneLikeIt/77.3)';
const NETWORK = '198.51.100.213';
const KEY_NAME = 'Key on the red ribbon';
const SIGNED_UP_AT = TEST_TIME - 7 * 24 * 60 * 60 * 1000;
const ERASED_AT = TEST_TIME + DELETION_MS;

/** An address and a key that the person had before. */
async function keepWhatWas(deps: Deps, { id, keys }: MadeAccount): Promise<void> {
  await deps.store.write(async (tx) => {
    await keepFormerAddress(tx, id, TEST_TIME);
    if (keys[0]) await setKeyAside(tx, id, keys[0].id, TEST_TIME);
  });
}

describeOnBoth('an erasure', (database) => {
  let deps: Deps;
  let person: MadeAccount;
  let other: MadeAccount;
  const rowsOf = async (table: keyof Tables): Promise<Record<string, unknown>[]> =>
    deps.store.read((tx) => tx.q.selectFrom(table).selectAll().execute() as Promise<Record<string, unknown>[]>);
  const seal = async (now: number) => {
    while ((await sealEvents(deps, now)) > 0);
  };
  const entries = async (): Promise<ReadEntry[]> => {
    const all: ReadEntry[] = [];
    for await (const entry of readEntries(deps, { from: 0, to: 100_000 })) all.push(entry);
    return all;
  };
  const operator = (): Operator =>
    ({
      readLog: async () => factsOf(await readLog(deps)),
      readEntries: (range: { from: number; to: number }) => readEntries(deps, range),
      async *readCheckpoints() {
        yield* await deps.store.read((tx) => listCheckpoints(tx, 0, 1000));
      },
      findStrayEvents: () => deps.store.read(async (tx) => (await listStrayEvents(tx, 10)).map(({ id }) => id)),
    }) as Partial<Operator> as Operator;
  let before: ReadEntry[];

  beforeAll(async () => {
    deps = makeDeps(database.store, {});
    const keys = [
      { ...ROAMING, nickname: KEY_NAME },
      { ...BUILT_IN, nickname: 'Spare' },
    ];
    person = await makeAccount(deps, { tier: 'advanced', email: ADDRESS, displayName: NAME, keys, at: SIGNED_UP_AT });
    other = await makeAccount(deps, { tier: 'advanced' });
    const caller = await signIn(deps, person, { caller: { ip: NETWORK, network: NETWORK, userAgent: BROWSER } });
    const early = { ...caller, session: null, now: SIGNED_UP_AT - 60_000 };
    await deps.store.write((tx) =>
      record(deps, tx, early, 'sign-up.begin', null, { done: true }, { subject: ADDRESS }),
    );
    await deps.store.write((tx) =>
      record(
        deps,
        tx,
        caller,
        'sign-in.key',
        person,
        { done: true },
        { subject: 'Red', usedKey: { nickname: KEY_NAME } },
      ),
    );
    const asked = await invite(deps, other, ADDRESS);
    for (const subject of OTHERS_SUBJECTS) {
      await deps.store.write((tx) => recordBySystem(deps, tx, TEST_TIME, 'contact.asked', other, { subject }));
    }
    await seal(TEST_TIME);
    factsOf(await accept(deps, await signIn(deps, person), asked, person.keys[0]));
    await makeContact(deps, person);
    await makeChannel(deps, person.id, { label: `Hook of ${NAME}` });
    // Two proofs: it happens by itself when its wait is over.
    const second = { credentialId: person.keys[1]?.id as MadeKey['id'] };
    await deps.store.write((tx) =>
      setSecondProof(tx, caller.session.id, second, { tokenHash: 'another', now: TEST_TIME }),
    );
    await keepWhatWas(deps, person);
    factsOf(await deleteAccount(deps, caller));
    await seal(TEST_TIME + 1);
    before = await entries();
    await workDueHolds(deps, ERASED_AT);
    await seal(ERASED_AT + 1);
    expect(await overwriteErased(deps, ERASED_AT + 2)).toBe(1);
  });
  afterAll(() => deps.passwordHashing.close());

  it('has a fate for every column of every table, written down by hand', async () => {
    const plans = await deps.store.read(planTables);
    const here = plans.map(({ name, columns }) => [name, [...columns].toSorted()]);
    const written = Object.entries(PERSON_COLUMNS).map(([name, { given, withheld }]) => [
      name,
      [...given, ...Object.values(withheld).flat()].toSorted(),
    ]);
    const { schema_migration: _, ...all } = Object.fromEntries(written);
    expect(all).toEqual(Object.fromEntries(here));
  });

  it('leaves no word of the person in any row of any table', async () => {
    const ids = [...person.keys.map(({ id }) => id), ...person.keys.map(({ externalId }) => externalId)];
    const words = [ADDRESS, ADDRESS.toLowerCase(), NAME, BROWSER, NETWORK, KEY_NAME, person.userHandle, ...ids];
    for (const { name } of await deps.store.read(planTables)) {
      const text = JSON.stringify(await rowsOf(name as keyof Tables));
      for (const word of words) expect(text.includes(word), `${word} in ${name}`).toBe(false);
      const { erased } = PERSON_COLUMNS[name as keyof Tables];
      if (erased !== 'rows' || name === 'log_chain') continue;
      expect(text.includes(person.id), `the account in ${name}`).toBe(false);
    }
  });

  it('keeps of the account that it was there, and its answer for the training ledger: excluded', async () => {
    expect(await rowsOf('erasure')).toMatchObject([{ account_id: person.id, erased_at: ERASED_AT }]);
    const named = (await rowsOf('audit_event')).filter((event) => JSON.stringify(event).includes(person.id));
    expect(named).toMatchObject([{ operation: 'account.erase', ip: null, subject: null }]);
    // An account that is not there has no entry, and is answered with “excluded”.
    const found = await deps.store.read((tx) => exclusionsOf(tx, [person.id, other.id]));
    expect([...found.keys()]).toEqual([other.id]);
  });

  it('leaves every hash, number and signature of the log as it was, and openings only of others', async () => {
    const now = await entries();
    expect(now.slice(0, before.length).map(({ entry, hash }) => [entry, hash])).toEqual(
      before.map(({ entry, hash }) => [entry, hash]),
    );
    const gone = before.filter(({ opening }, index) => opening !== null && now[index]?.opening === null);
    const persons = before.filter(({ opening }) => JSON.stringify(opening).includes(person.id));
    expect(gone).toEqual(expect.arrayContaining(persons));
    expect(persons.length).toBeGreaterThan(3);
    // What others have on record stays theirs, but for the entries that named the person.
    expect(now.filter(({ opening }) => opening?.particulars.account === other.id).length).toBeGreaterThan(0);
  });

  it('clears the address where it stands in the history of others, and none that it is a part of', async () => {
    const left = (await rowsOf('audit_event')).filter(
      ({ account_id: account, operation }) => account === other.id && operation === 'contact.asked',
    );
    expect(left.map(({ subject }) => subject).toSorted()).toEqual([...LONGER, null]);
  });

  it('is verified as true in the database and on an export, which count what is erased', async () => {
    expect(await checkDatabase(operator())).toMatchObject({ erased: expect.any(Number) });
    const log = factsOf(await readLog(deps));
    const key = parseNoteKey(sha256, log.key);
    if (!key) throw new Error('the log has a key');
    const check = new LogCheck(key);
    for (const { index, entry, hash, opening } of await entries()) check.add({ index, entry, hash, opening });
    await check.compare(log.checkpoint);
    expect(check.erased).toBeGreaterThan(3);
    expect(check.size).toBe(log.size);
  });

  it('gives the address free for a new account', async () => {
    expect(await deps.store.read((tx) => findAccountByEmail(tx, ADDRESS))).toBeUndefined();
    expect((await makeAccount(deps, { email: 'Ingrid.Other@forgotten.example' })).id).not.toBe(person.id);
  });

  it('leaves no byte of the person in the SQLite file or beside it', () => {
    const { address } = database;
    // What PostgreSQL keeps in its own files, and for how long, is its operator's: docs/data-rights.md.
    if (address.dialect !== 'sqlite') return;
    const bytes = ['', '-wal'].map((end) => readFileSync(`${address.file}${end}`).toString('latin1')).join('');
    expect(bytes).toContain(other.email);
    for (const word of [ADDRESS, ADDRESS.toLowerCase(), NAME, BROWSER, NETWORK, KEY_NAME]) {
      expect(bytes.includes(word), word).toBe(false);
    }
  });
});
