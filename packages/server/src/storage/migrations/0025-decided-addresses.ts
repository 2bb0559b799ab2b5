// Until when the changes of an account's address are decided: what was decided once is not contested again.

import type { Migration } from './migration.ts';

export const decidedAddresses: Migration = {
  number: 25,
  name: 'decided addresses',
  async up(db) {
    await db.schema.alterTable('account').addColumn('email_decided_at', 'bigint').execute();
  },
};
