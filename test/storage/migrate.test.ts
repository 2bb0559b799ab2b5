// A database is brought to this program's schema once, whoever asks and how often.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, migrateTo, SchemaTooNew } from '../../packages/server/src/storage/migrate.ts';
import type { Dialect, Store, Tx } from '../../packages/server/src/storage/store.ts';
import { TEST_TIME } from '../support/clock.ts';
import { raceProcesses } from '../support/race.ts';
import { newDatabase, type TestDatabase } from '../support/stores.ts';

const applied = (store: Store) =>
  store.read((tx) => tx.q.selectFrom('schema_migration').selectAll().orderBy('number').execute());

/** The newest schema in which an enrolment belonged to no session. */
const BEFORE_SESSIONS = 18;
const insert = (tx: Tx, table: string, row: object) =>
  tx.q
    .insertInto(table as 'account')
    .values(row as never)
    .execute();

describe.each(['sqlite', 'postgres'] as const)('migrating on %s', (dialect: Dialect) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await newDatabase(dialect);
  });
  afterAll(() => database.close());

  test('an empty database gets every migration, the second call none', async () => {
    const store = database.open();
    const count = await migrate(store, TEST_TIME);
    expect(count).toBeGreaterThan(0);
    const rows = await applied(store);
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: count + 1 }, (_, index) => index));
    expect(await migrate(store, TEST_TIME + 1)).toBe(0);
    expect(await applied(store)).toEqual(rows);
  });

  test('a schema newer than the program is refused and left as it is', async () => {
    const store = database.open();
    const number = 1 + Math.max(...(await applied(store)).map((row) => row.number));
    await store.write((tx) =>
      tx.q.insertInto('schema_migration').values({ number, name: 'of the future', applied_at: TEST_TIME }).execute(),
    );
    const before = await applied(store);
    await expect(migrate(store, TEST_TIME)).rejects.toThrow(SchemaTooNew);
    expect(await applied(store)).toEqual(before);
  });

  test('old half-done enrolments begin again, and former addresses are kept without their time', async () => {
    const fresh = await newDatabase(dialect);
    try {
      const store = fresh.open();
      await store.write((tx) => migrateTo(tx, BEFORE_SESSIONS, TEST_TIME));
      await store.write(async (tx) => {
        const text = {
          email: 'ada@example.org',
          display_name: 'Ada',
          role: 'holder',
          tier: 'standard',
          user_handle: 'u',
        };
        const flags = { enrolment_required: 0, contacts_needed: 0, created_at: TEST_TIME };
        await insert(tx, 'account', { id: 'acct_1', email_key: 'ada@example.org', ...text, ...flags });
        await insert(tx, 'enrolment', { account_id: 'acct_1', started_at: TEST_TIME, wait_hours: 48 });
        const key = { account_id: 'acct_1', ordinal: 1, key_hash: 'hash', made_at: TEST_TIME };
        await insert(tx, 'recovery_key', { ...key, live: 0 });
        await insert(tx, 'recovery_key', { ...key, live: 1 });
        await insert(tx, 'former_email', { account_id: 'acct_1', email: 'Was@example.org' });
      });
      expect(await migrate(store, TEST_TIME)).toBeGreaterThan(0);
      const rows = (table: 'enrolment' | 'recovery_key' | 'former_email') =>
        store.read((tx) => tx.q.selectFrom(table).selectAll().execute());
      expect(await rows('enrolment')).toEqual([]);
      expect(await rows('recovery_key')).toMatchObject([{ live: 1 }]);
      expect(await rows('former_email')).toEqual([
        { account_id: 'acct_1', email: 'Was@example.org', email_key: 'was@example.org', until_at: 0 },
      ]);
    } finally {
      await fresh.close();
    }
  });

  test('stores of one process that migrate at once apply each migration once', async () => {
    const fresh = await newDatabase(dialect);
    try {
      const counts = await Promise.all([1, 2, 3, 4].map(() => migrate(fresh.open(), TEST_TIME)));
      const rows = await applied(fresh.open());
      expect(counts.filter((count) => count > 0)).toEqual([rows.length - 1]);
    } finally {
      await fresh.close();
    }
  });

  test('processes that start at once on an empty database all get through, and one migrates', async () => {
    const fresh = await newDatabase(dialect);
    try {
      const job = { do: 'migrate', address: fresh.address } as const;
      const counts = (await raceProcesses([job, job, job])) as number[];
      const rows = await applied(fresh.open());
      expect(counts.filter((count) => count > 0)).toEqual([rows.length - 1]);
    } finally {
      await fresh.close();
    }
  });
});
