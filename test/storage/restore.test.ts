// A backup is put into a database as a whole or not at all, of whichever kind and age it is.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackupFault } from '../../packages/server/src/storage/backup/format.ts';
import { emptyDatabase, loadBackup } from '../../packages/server/src/storage/backup/load-backup.ts';
import { planTables } from '../../packages/server/src/storage/backup/table-plan.ts';
import { migrate, migrateTo, NEWEST_SCHEMA, requireCurrentSchema } from '../../packages/server/src/storage/migrate.ts';
import type { Dialect, Store } from '../../packages/server/src/storage/store.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { newDatabase, type TestDatabase } from '../support/stores.ts';
import { backupOf, inPieces } from '../support/written-backup.ts';

const made: TestDatabase[] = [];
afterAll(() => Promise.all(made.map((database) => database.close())));
const DIALECTS = ['sqlite', 'postgres'] as const;

async function empty(dialect: Dialect): Promise<Store> {
  const database = await newDatabase(dialect);
  made.push(database);
  return database.open();
}
const load = (store: Store, bytes: Buffer) => store.write((tx) => loadBackup(tx, inPieces(bytes, 4096), TEST_TIME));
/** Without what says when it was taken: the tables alone. */
const tablesIn = (bytes: Buffer): string => bytes.toString('utf8').split('\n').slice(1, -2).join('\n');
const sorted = (text: string): string[] => text.split('\n').sort();

describe.each(DIALECTS)('a backup of %s', (dialect) => {
  let bytes: Buffer;
  beforeAll(async () => {
    const store = await empty(dialect);
    await migrate(store, TEST_TIME);
    const deps = makeDeps(store);
    for (let index = 0; index < 30; index++)
      await makeAccount(deps, { tier: 'advanced', displayName: `Ada ☂ ${index}` });
    await deps.passwordHashing.close();
    ({ bytes } = await backupOf(store));
  });

  it.each(DIALECTS)('is the same in an empty %s', async (other) => {
    const store = await empty(other);
    expect(await load(store, bytes)).toMatchObject({ schema: NEWEST_SCHEMA });
    await requireCurrentSchema(store);
    const again = await backupOf(store);
    const digests = /"sha256":"[0-9a-f]+"/g;
    expect(sorted(tablesIn(again.bytes).replaceAll(digests, ''))).toEqual(
      sorted(tablesIn(bytes).replaceAll(digests, '')),
    );
  });

  it('leaves nothing behind where it turns out damaged at its very end', async () => {
    const store = await empty(dialect);
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 10] = (damaged[bytes.length - 10] ?? 0) ^ 1;
    await expect(load(store, damaged)).rejects.toThrow(BackupFault);
    expect(await store.read(planTables)).toEqual([]);
  });

  it('takes the place of what was there, and leaves it where it is damaged', async () => {
    const store = await empty(dialect);
    await migrate(store, TEST_TIME);
    const deps = makeDeps(store);
    await makeAccount(deps, { email: 'there@example.com' });
    await deps.passwordHashing.close();
    const replace = (from: Buffer) =>
      store.write(async (tx) => {
        await emptyDatabase(tx);
        await loadBackup(tx, inPieces(from), TEST_TIME);
      });
    const emails = async () =>
      (await store.read((tx) => tx.q.selectFrom('account').select('email').execute())).map(({ email }) => email);
    await expect(replace(bytes.subarray(0, -30))).rejects.toThrow(BackupFault);
    expect(await emails()).toEqual(['there@example.com']);
    await replace(bytes);
    expect(await emails()).toHaveLength(30);
    expect(await emails()).not.toContain('there@example.com');
  });

  it('of an older schema is brought up to this one', async () => {
    const older = await empty(dialect);
    await older.write((tx) => migrateTo(tx, 4, TEST_TIME));
    await older.write((tx) =>
      tx.q
        .insertInto('account')
        .values({
          id: 'acct_old',
          email: 'old@example.com',
          email_key: 'old@example.com',
          display_name: 'Old',
          role: 'holder',
          tier: 'standard',
          user_handle: 'handle',
          created_at: 1,
          enrolment_required: 0,
        } as never)
        .execute(),
    );
    const { bytes: old } = await backupOf(older);
    const store = await empty(dialect);
    expect(await load(store, old)).toMatchObject({ schema: 4 });
    await requireCurrentSchema(store);
    const account = await store.read((tx) => tx.q.selectFrom('account').selectAll().executeTakeFirst());
    expect(account).toMatchObject({ email: 'old@example.com', contacts_needed: 0 });
  });

  it('of a newer schema is refused', async () => {
    const text = bytes.toString('utf8').replace(`"schema":${NEWEST_SCHEMA}`, `"schema":${NEWEST_SCHEMA + 1}`);
    await expect(load(await empty(dialect), Buffer.from(text))).rejects.toThrow(/this program knows/);
  });
});
