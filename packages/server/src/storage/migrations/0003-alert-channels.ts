// Alert channels beside mail, and an outbox that delivers to each of them by itself, the urgent first.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const alertChannels: Migration = {
  number: 3,
  name: 'alert-channels',
  async up(db) {
    await db.schema
      .createTable('alert_channel')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account_id', 'text', (c) => c.references('account.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('label', 'text', (c) => c.notNull())
      .addColumn('target_key', 'text', (c) => c.notNull())
      .addColumn('target_sealed', 'text', (c) => c.notNull())
      .addColumn('secret_sealed', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('failing_since', 'bigint')
      .addColumn('last_ok_at', 'bigint')
      .addColumn('last_error', 'text')
      .execute();
    await db.schema
      .createIndex('alert_channel_account')
      .on('alert_channel')
      .columns(['account_id', 'created_at'])
      .execute();
    // One row for one target of one account: asking twice gives the same channel.
    await sql`create unique index alert_channel_target on alert_channel (account_id, target_key)
      where account_id is not null`.execute(db);
    await sql`create unique index alert_channel_platform_target on alert_channel (target_key)
      where account_id is null`.execute(db);
    await db.schema.alterTable('outbox').addColumn('channel_id', 'text').execute();
    await db.schema
      .alterTable('outbox')
      .addColumn('rank', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('outbox').addColumn('event_id', 'text').execute();
    await sql`drop index outbox_due`.execute(db);
    await sql`create index outbox_due on outbox (channel, rank, next_at)
      where done_at is null and dead_at is null`.execute(db);
    // The holder's history: event ids sort by time.
    await sql`create index outbox_told on outbox (account_id, event_id) where event_id is not null`.execute(db);
  },
};
