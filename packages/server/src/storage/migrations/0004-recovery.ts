// Recovery of a protected account: cases, recovery keys that are spent, and where a hold was asked for.

import type { Migration } from './migration.ts';

export const recovery: Migration = {
  number: 4,
  name: 'recovery',
  async up(db) {
    await db.schema
      .createTable('recovery_case')
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('hold_id', 'text', (c) => c.notNull().references('hold.id'))
      .addColumn('case_number', 'text', (c) => c.notNull())
      .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
      .addColumn('key_ordinal', 'integer', (c) => c.notNull())
      .addColumn('key_made_at', 'bigint', (c) => c.notNull())
      .addColumn('keys_sealed', 'text')
      .addPrimaryKeyConstraint('recovery_case_pk', ['account_id', 'hold_id'])
      .execute();
    await db.schema.alterTable('recovery_key').addColumn('spent_at', 'bigint').execute();
    await db.schema.alterTable('account').addColumn('recovered_at', 'bigint').execute();
    await db.schema.alterTable('hold').addColumn('started_ip', 'text').execute();
    await db.schema.alterTable('hold').addColumn('started_country', 'text').execute();
    await db.schema.alterTable('hold').addColumn('started_device', 'text').execute();
    await db.schema.alterTable('hold').addColumn('started_new_device', 'integer').execute();
  },
};
