// Why an account is excluded from training: protection, or its holder's own wish.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const trainingOptOut: Migration = {
  number: 5,
  name: 'training-opt-out',
  async up(db) {
    await db.schema
      .alterTable('training_exclusion')
      .addColumn('reason', 'text', (c) => c.notNull().defaultTo(sql.lit('protection')))
      .execute();
  },
};
