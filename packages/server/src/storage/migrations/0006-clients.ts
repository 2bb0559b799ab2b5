// Programs that ask in their own name, such as a training pipeline.

import type { Migration } from './migration.ts';

export const clients: Migration = {
  number: 6,
  name: 'clients',
  async up(db) {
    await db.schema
      .createTable('client')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
  },
};
