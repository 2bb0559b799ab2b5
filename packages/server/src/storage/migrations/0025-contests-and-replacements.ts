// Until when the changes of an account's address are decided: what was decided once is not contested again. And another
// authenticator app that waits to be set is stopped by a second factor or a key alone, no longer by the mailbox.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const contestsAndReplacements: Migration = {
  number: 25,
  name: 'contests and replacements',
  async up(db) {
    await db.schema.alterTable('account').addColumn('email_decided_at', 'bigint').execute();
    await sql`update hold set stopped_by = 'second-factor'
      where kind = 'totp.replace' and state in ('waiting', 'ripe')`.execute(db);
  },
};
