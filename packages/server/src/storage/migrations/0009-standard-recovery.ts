// Backup codes of standard accounts.

import type { Migration } from './migration.ts';

export const standardRecovery: Migration = {
  number: 9,
  name: 'standard-recovery',
  async up(db) {
    await db.schema
      .createTable('backup_code')
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('code_hash', 'text', (c) => c.notNull())
      .addColumn('made_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .addPrimaryKeyConstraint('backup_code_pk', ['account_id', 'code_hash'])
      .execute();
  },
};
