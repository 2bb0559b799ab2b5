// Which key confirmed protection that settles, and whether a key that was removed had been trusted: who takes it back depends
// on both. What was removed before this counts as it did.

import type { Migration } from './migration.ts';

export const whoTurnedItOn: Migration = {
  number: 27,
  name: 'who turned it on',
  async up(db) {
    await db.schema.alterTable('account').addColumn('settled_by', 'text').execute();
    await db.schema.alterTable('account').addColumn('settled_aged_until', 'bigint').execute();
    await db.schema
      .alterTable('former_factor')
      .addColumn('was_trusted', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
  },
};
