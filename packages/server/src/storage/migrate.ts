// Brings a database to this program's schema: numbered, forward only, one set for both dialects.

import { type Kysely, sql } from 'kysely';
import { protectedAccount } from './migrations/0001-protected-account.ts';
import { sealedLog } from './migrations/0002-sealed-log.ts';
import { alertChannels } from './migrations/0003-alert-channels.ts';
import { recovery } from './migrations/0004-recovery.ts';
import { trainingOptOut } from './migrations/0005-training-opt-out.ts';
import { clients } from './migrations/0006-clients.ts';
import { webhookDeliveries } from './migrations/0007-webhook-deliveries.ts';
import { recoveryContacts } from './migrations/0008-recovery-contacts.ts';
import { standardRecovery } from './migrations/0009-standard-recovery.ts';
import { restorations } from './migrations/0010-restorations.ts';
import { auditStreams } from './migrations/0011-audit-streams.ts';
import { push } from './migrations/0012-push.ts';
import { witnesses } from './migrations/0013-witnesses.ts';
import { reminders } from './migrations/0014-reminders.ts';
import { undelivered } from './migrations/0015-undelivered.ts';
import { erasures } from './migrations/0016-erasures.ts';
import { formerAddresses } from './migrations/0017-former-addresses.ts';
import { clock } from './migrations/0018-clock.ts';
import { lanes } from './migrations/0019-lanes.ts';
import { makeReports } from './migrations/0020-make-reports.ts';
import { oneProofActs } from './migrations/0021-one-proof-acts.ts';
import { incidents } from './migrations/0022-incidents.ts';
import { stagedAndSettling } from './migrations/0023-staged-and-settling.ts';
import { recoveryAndContacts } from './migrations/0024-recovery-and-contacts.ts';
import { contestsAndReplacements } from './migrations/0025-contests-and-replacements.ts';
import { usedKeys } from './migrations/0026-used-keys.ts';
import { whoTurnedItOn } from './migrations/0027-who-turned-it-on.ts';
import { askedAboutPasswords } from './migrations/0028-asked-about-passwords.ts';
import type { Migration } from './migrations/migration.ts';
import type { Store, Tx } from './store.ts';

const MIGRATIONS: readonly Migration[] = [
  protectedAccount,
  sealedLog,
  alertChannels,
  recovery,
  trainingOptOut,
  clients,
  webhookDeliveries,
  recoveryContacts,
  standardRecovery,
  restorations,
  auditStreams,
  push,
  witnesses,
  reminders,
  undelivered,
  erasures,
  formerAddresses,
  clock,
  lanes,
  makeReports,
  oneProofActs,
  incidents,
  stagedAndSettling,
  recoveryAndContacts,
  contestsAndReplacements,
  usedKeys,
  whoTurnedItOn,
  askedAboutPasswords,
];
/** The number of the newest migration that this program knows. */
export const NEWEST_SCHEMA = MIGRATIONS.length;

/** The database is not of this program's schema: it is empty, or older, or newer. */
class SchemaNotCurrent extends Error {
  override readonly name = 'SchemaNotCurrent';
}

/** Changes nothing. @throws SchemaNotCurrent */
export async function requireCurrentSchema(store: Store): Promise<void> {
  const applied = await store.read(appliedNumber).catch(() => 0);
  if (applied === NEWEST_SCHEMA) return;
  throw new SchemaNotCurrent(
    `The database has schema ${applied}; this program knows ${NEWEST_SCHEMA}. Starting the server brings it up.`,
  );
}

/** The database was written by a newer Holdfast. Starting anyway could misread what it holds. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';
}

export type MigrationStep = Pick<Migration, 'number' | 'name'>;

/** The number of the newest migration that the database has; 0 for an empty one. @throws SchemaTooNew, StorageUnavailable */
export async function readSchema(store: Store): Promise<number> {
  await store.ping();
  const applied = await store.read(appliedNumber).catch(() => 0);
  if (applied > NEWEST_SCHEMA) throw tooNew(applied);
  return applied;
}

/** What a database lacks that has everything up to `applied`. */
export const stepsAfter = (applied: number): readonly MigrationStep[] =>
  MIGRATIONS.filter(({ number }) => number > applied).map(({ number, name }) => ({ number, name }));

const tooNew = (applied: number): SchemaTooNew =>
  new SchemaTooNew(`The database has schema ${applied}; this program knows ${NEWEST_SCHEMA}.`);

/**
 * The newest migration that the database has; 0 where it has none. @throws the database’s error where there is no
 * table of migrations
 */
export async function appliedNumber(tx: Tx): Promise<number> {
  const row = await tx.q
    .selectFrom('schema_migration')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return Number(row?.number ?? 0);
}

// Row 0 is the lock: processes that start together queue on it (a row, so that it also works where table locks do not exist).
async function lock(tx: Tx): Promise<void> {
  await tx.q.updateTable('schema_migration').set({ name: 'lock' }).where('number', '=', 0).execute();
}

/**
 * Applies what is missing, all in one transaction; several processes may call it at once.
 * @returns how many migrations were applied. @throws SchemaTooNew
 */
export async function migrate(store: Store, now: number): Promise<number> {
  const current = await store.read(appliedNumber).catch(() => null);
  if (current === NEWEST_SCHEMA) return 0;
  if (current === null) await prepare(store, now);
  return store.write(async (tx) => {
    await lock(tx);
    const applied = await appliedNumber(tx);
    if (applied > NEWEST_SCHEMA) throw tooNew(applied);
    return migrateTo(tx, NEWEST_SCHEMA, now);
  });
}

/**
 * Applies what is missing up to `target`, in the caller's transaction, to an empty database too.
 * @returns how many migrations were applied.
 */
export async function migrateTo(tx: Tx, target: number, now: number): Promise<number> {
  await createMigrationTable(tx, now);
  const applied = await appliedNumber(tx);
  const missing = MIGRATIONS.filter(({ number }) => number > applied && number <= target);
  for (const migration of missing) {
    await migration.up(tx.q as unknown as Kysely<unknown>, tx.dialect === 'sqlite' ? 'blob' : 'bytea');
    await tx.q
      .insertInto('schema_migration')
      .values({ number: migration.number, name: migration.name, applied_at: now })
      .execute();
  }
  return missing.length;
}

async function createMigrationTable(tx: Tx, now: number): Promise<void> {
  await sql`create table if not exists schema_migration (number integer primary key, name text not null, applied_at bigint not null)`.execute(
    tx.q,
  );
  await sql`insert into schema_migration (number, name, applied_at) values (0, 'lock', ${now}) on conflict do nothing`.execute(
    tx.q,
  );
}

async function prepare(store: Store, now: number): Promise<void> {
  const create = () => store.write((tx) => createMigrationTable(tx, now));
  // PostgreSQL's "if not exists" can lose a race against itself with a unique violation; then the table is there.
  await create().catch(create);
}
