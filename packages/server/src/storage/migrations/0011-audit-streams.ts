// Streams of the whole log to the platform's webhooks: how far each has got.

import type { Migration } from './migration.ts';

export const auditStreams: Migration = {
  number: 11,
  name: 'audit-streams',
  async up(db) {
    await db.schema
      .alterTable('alert_channel')
      .addColumn('sends', 'text', (c) => c.notNull().defaultTo('alerts'))
      .execute();
    await db.schema
      .createTable('audit_stream')
      .addColumn('channel_id', 'text', (c) => c.primaryKey())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('batch_end', 'bigint')
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .addColumn('claimed_until', 'bigint', (c) => c.notNull())
      .execute();
  },
};
