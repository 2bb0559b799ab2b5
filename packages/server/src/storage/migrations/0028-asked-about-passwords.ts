// The checklist asks about the password where the account has one.

import type { Migration } from './migration.ts';

export const askedAboutPasswords: Migration = {
  number: 28,
  name: 'asked about passwords',
  async up(db) {
    await db.schema.alterTable('incident').addColumn('password_at', 'bigint').execute();
  },
};
