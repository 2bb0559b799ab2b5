// Addresses that an account had before: whoever is erased is cleared from the history of others under those too.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const formerAddresses: Migration = {
  number: 17,
  name: 'former addresses',
  async up(db) {
    await db.schema
      .createTable('former_email')
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('email', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('former_email_pk', ['account_id', 'email'])
      .execute();
    // An erasure looks through these few, and holds up no other writer by reading the whole record.
    await sql`create index audit_event_named on audit_event (subject) where subject like '%@%'`.execute(db);
  },
};
