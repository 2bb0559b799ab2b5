// The sealed log: its entries, the hashes above them, each account's place in it, and the signed checkpoints.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const sealedLog: Migration = {
  number: 2,
  name: 'sealed-log',
  async up(db, bytes) {
    const bytesType = sql.raw(bytes);
    await db.schema.alterTable('audit_event').addColumn('position', 'bigint').execute();
    await sql`create index audit_event_unsealed on audit_event (id) where position is null`.execute(db);
    await db.schema
      .createTable('log_entry')
      .addColumn('position', 'bigint', (c) => c.primaryKey())
      .addColumn('event_id', 'text', (c) => c.notNull())
      .addColumn('entry', 'text', (c) => c.notNull())
      .addColumn('hash', bytesType, (c) => c.notNull())
      .addColumn('salt', 'text')
      .execute();
    await db.schema
      .createTable('log_node')
      .addColumn('level', 'integer', (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('hash', bytesType, (c) => c.notNull())
      .addPrimaryKeyConstraint('log_node_pk', ['level', 'position'])
      .execute();
    await db.schema
      .createTable('log_chain')
      .addColumn('account_id', 'text', (c) => c.primaryKey())
      .addColumn('tag', 'text', (c) => c.notNull())
      .addColumn('length', 'bigint', (c) => c.notNull())
      .addColumn('last_position', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('log_head')
      .addColumn('origin', 'text', (c) => c.primaryKey())
      .addColumn('seed_sealed', 'text', (c) => c.notNull())
      .addColumn('public_key', bytesType, (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('peaks', bytesType, (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('log_checkpoint')
      .addColumn('size', 'bigint', (c) => c.primaryKey())
      .addColumn('note', 'text', (c) => c.notNull())
      .addColumn('signed_at', 'bigint', (c) => c.notNull())
      .execute();
  },
};
