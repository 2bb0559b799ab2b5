// What could not be delivered is found without a look at all that was.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const undelivered: Migration = {
  number: 15,
  name: 'undelivered',
  async up(db) {
    await sql`create index outbox_dead on outbox (id) where dead_at is not null and done_at is null`.execute(db);
  },
};
