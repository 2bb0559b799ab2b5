// What FIDO metadata reports of a registered key's model, and since when.

import type { Migration } from './migration.ts';

export const makeReports: Migration = {
  number: 20,
  name: 'make reports',
  async up(db) {
    await db.schema.alterTable('credential').addColumn('make_report', 'text').execute();
    await db.schema.alterTable('credential').addColumn('make_reported_at', 'bigint').execute();
  },
};
