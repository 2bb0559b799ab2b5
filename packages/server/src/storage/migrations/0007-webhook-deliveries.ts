// How each attempt to deliver a webhook went.

import type { Migration } from './migration.ts';

export const webhookDeliveries: Migration = {
  number: 7,
  name: 'webhook-deliveries',
  async up(db) {
    await db.schema
      .createTable('webhook_delivery')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('channel_id', 'text', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('event_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('attempt', 'integer', (c) => c.notNull())
      .addColumn('status', 'integer')
      .addColumn('duration_ms', 'integer', (c) => c.notNull())
      .addColumn('error', 'text')
      .execute();
    await db.schema
      .createIndex('webhook_delivery_channel')
      .on('webhook_delivery')
      .columns(['channel_id', 'id'])
      .execute();
    await db.schema.createIndex('webhook_delivery_at').on('webhook_delivery').column('at').execute();
  },
};
