// When each protected account's readiness is looked at again, to remind its holder by mail.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const reminders: Migration = {
  number: 14,
  name: 'reminders',
  async up(db) {
    await db.schema.alterTable('account').addColumn('remind_at', 'bigint').execute();
    await db.schema.createIndex('account_remind_at').on('account').column('remind_at').execute();
    await sql`update account set remind_at = 0 where protected_since is not null`.execute(db);
  },
};
