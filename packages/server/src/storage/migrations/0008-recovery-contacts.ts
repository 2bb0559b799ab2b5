// Recovery contacts, their approvals, how many a recovery needs, and the holds that are about them.

import type { Migration } from './migration.ts';

export const recoveryContacts: Migration = {
  number: 8,
  name: 'recovery-contacts',
  async up(db) {
    await db.schema
      .createTable('recovery_contact')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('email_key', 'text', (c) => c.notNull())
      .addColumn('contact_account_id', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('invited_at', 'bigint', (c) => c.notNull())
      .addColumn('accepted_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .execute();
    const index = (name: string, columns: readonly string[]) =>
      db.schema
        .createIndex(name)
        .on('recovery_contact')
        .columns([...columns])
        .execute();
    await index('recovery_contact_account', ['account_id', 'state']);
    await index('recovery_contact_email', ['email_key', 'state']);
    await index('recovery_contact_contact', ['contact_account_id', 'state']);
    await db.schema
      .createTable('recovery_approval')
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('hold_id', 'text', (c) => c.notNull().references('hold.id'))
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addColumn('approved_at', 'bigint', (c) => c.notNull())
      .addColumn('receipt', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_approval_pk', ['account_id', 'hold_id', 'contact_id'])
      .execute();
    await db.schema
      .alterTable('account')
      .addColumn('contacts_needed', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('hold').addColumn('contact_id', 'text').execute();
    await db.schema.alterTable('hold').addColumn('contacts_needed', 'integer').execute();
  },
};
