// Half-done things belong to the session that made them; factors and addresses that were replaced are kept for a while, so
// that a hostile enrolment or a changed address can be taken back (product.md §2, §3, §4).

import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

export const stagedAndSettling: Migration = {
  number: 23,
  name: 'staged and settling',
  async up(db) {
    // Whose session began what is half done is not known: it is begun again, rather than finished by somebody else.
    await db.schema.dropTable('enrolment').execute();
    await db.schema
      .createTable('enrolment')
      .addColumn('account_id', 'text', (c) => c.primaryKey().references('account.id'))
      .addColumn('session_id', 'text', (c) => c.notNull())
      .addColumn('started_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint', (c) => c.notNull())
      .addColumn('wait_hours', 'integer')
      .addColumn('added_keys', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await sql`delete from recovery_key where live = 0`.execute(db);
    await sql`delete from flow where kind in ('email', 'totp')`.execute(db);
    await db.schema.alterTable('recovery_key').addColumn('session_id', 'text').execute();
    await db.schema.alterTable('flow').addColumn('session_id', 'text').execute();
    await db.schema.alterTable('account').addColumn('taken_back_at', 'bigint').execute();
    await db.schema.alterTable('account').addColumn('email_contested_at', 'bigint').execute();
    await db.schema.alterTable('hold').addColumn('totp_sealed', 'text').execute();
    await createFormerFactors(db);
    await timeFormerAddresses(db);
  },
};

async function createFormerFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('former_factor')
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('ref', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('verifier', 'text', (c) => c.notNull())
    .addColumn('sealed', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('former_factor_pk', ['account_id', 'kind', 'ref', 'until_at'])
    .execute();
}

/** When the addresses of before were replaced is not known: long ago, as far as rules look. */
async function timeFormerAddresses(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('former_email').renameTo('former_email_untimed').execute();
  await db.schema
    .createTable('former_email')
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_key', 'text', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('former_email_timed_pk', ['account_id', 'email', 'until_at'])
    .execute();
  await sql`insert into former_email (account_id, email, email_key, until_at)
    select account_id, email, lower(email), 0 from former_email_untimed`.execute(db);
  await db.schema.dropTable('former_email_untimed').execute();
  await db.schema.createIndex('former_email_key').on('former_email').column('email_key').execute();
}
