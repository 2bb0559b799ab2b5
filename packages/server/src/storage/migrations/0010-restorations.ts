// Restores: when an older copy of the database was put back, and what stopped counting by it until it was decided.

import type { Migration } from './migration.ts';

export const restorations: Migration = {
  number: 10,
  name: 'restorations',
  async up(db) {
    await db.schema
      .createTable('restoration')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('why', 'text', (c) => c.notNull())
      .addColumn('found_size', 'bigint', (c) => c.notNull())
      .addColumn('known_size', 'bigint')
      .addColumn('taken_at', 'bigint')
      .addColumn('decided_at', 'bigint')
      .addColumn('holds', 'text')
      .addColumn('codes', 'text')
      .addColumn('guesses', 'text')
      .execute();
    for (const table of ['hold', 'backup_code', 'recovery_key']) {
      await db.schema.alterTable(table).addColumn('restoration_id', 'text').execute();
    }
  },
};
