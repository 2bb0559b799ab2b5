// What is known of the servers' clocks: whether they are believed, when they were not, and what each showed last.

import type { Migration } from './migration.ts';

export const clock: Migration = {
  number: 18,
  name: 'clock',
  async up(db) {
    await db.schema
      .createTable('clock_state')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('steady_ms', 'bigint', (c) => c.notNull())
      .addColumn('counted_by', 'text')
      .addColumn('doubted_from', 'bigint')
      .addColumn('moved_at', 'bigint')
      .addColumn('why', 'text')
      .addColumn('gap_ms', 'bigint')
      .addColumn('log_size', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('clock_gap')
      .addColumn('number', 'integer', (c) => c.primaryKey())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('until_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('clock_node')
      .addColumn('node', 'text', (c) => c.primaryKey())
      .addColumn('wall_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
