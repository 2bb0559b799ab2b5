// Fair lanes of the outbox: protected holders' alerts first, receivers' hosts told apart, and what is under way found by itself. And refused attempts, counted for the daily digest.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const lanes: Migration = {
  number: 19,
  name: 'lanes',
  async up(db) {
    // Rank 0 is a protected holder's alert from here on; what waits and was of rank 0 for another is of rank 1.
    await sql`update outbox set rank = rank + 1 where done_at is null
      and not (rank = 0 and account_id in (select id from account where tier <> 'standard'))`.execute(db);
    await sql`create index outbox_under_way on outbox (channel, claimed_until)
      where done_at is null and dead_at is null and claimed_until > 0`.execute(db);
    // Of one channel, or one account's mail: what is in play, and what waits for its turn.
    await sql`create index outbox_in_play on outbox (coalesce(channel_id, account_id), next_at)
      where done_at is null and dead_at is null`.execute(db);
    await sql`create index outbox_waits on outbox (coalesce(channel_id, account_id))
      where next_at = 9007199254740991 and done_at is null and dead_at is null`.execute(db);
    await db.schema.alterTable('alert_channel').addColumn('host_key', 'text').execute();
    await db.schema
      .createTable('refusal_window')
      .addColumn('account_id', 'text', (c) => c.primaryKey())
      .addColumn('from_at', 'bigint', (c) => c.notNull())
      .addColumn('inside', 'integer', (c) => c.notNull())
      .addColumn('outside', 'integer', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('refusal_window_from').on('refusal_window').column('from_at').execute();
  },
};
