// Cosignatures under the log's checkpoints, the log's own second key, and each account's events in the log's order.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const witnesses: Migration = {
  number: 13,
  name: 'witnesses',
  async up(db, bytes) {
    const head = db.schema.alterTable('log_head');
    await head.addColumn('second_seed_sealed', 'text').execute();
    await head.addColumn('second_public_key', sql.raw(bytes)).execute();
    await head.addColumn('second_line', 'text').execute();
    await db.schema
      .createTable('log_cosignature')
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('cosigner', 'text', (c) => c.notNull())
      .addColumn('line', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('log_cosignature_pk', ['size', 'cosigner'])
      .execute();
    await sql`create index audit_event_sealed on audit_event (account_id, position) where position is not null`.execute(
      db,
    );
  },
};
