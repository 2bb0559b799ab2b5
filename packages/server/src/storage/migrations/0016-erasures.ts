// Erasures: that an account was there and is gone, and whether its bytes were overwritten.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const erasures: Migration = {
  number: 16,
  name: 'erasures',
  async up(db) {
    await db.schema
      .createTable('erasure')
      .addColumn('account_id', 'text', (c) => c.primaryKey())
      .addColumn('erased_at', 'bigint', (c) => c.notNull())
      .addColumn('overwritten_at', 'bigint')
      .execute();
    await sql`create index erasure_pending on erasure (erased_at) where overwritten_at is null`.execute(db);
  },
};
