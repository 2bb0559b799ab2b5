// The checklist that stays after a Lock or “This wasn’t me” until a trusted key has answered it.

import type { Migration } from './migration.ts';

export const incidents: Migration = {
  number: 22,
  name: 'incidents',
  async up(db) {
    await db.schema
      .createTable('incident')
      .addColumn('account_id', 'text', (c) => c.primaryKey().references('account.id'))
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('opened_by', 'text', (c) => c.notNull())
      .addColumn('keys_at', 'bigint')
      .addColumn('sessions_at', 'bigint')
      .addColumn('recovery_keys_at', 'bigint')
      .addColumn('contacts_at', 'bigint')
      .addColumn('channels_at', 'bigint')
      .execute();
  },
};
