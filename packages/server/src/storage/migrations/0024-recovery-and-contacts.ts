// Each recovery key has a case of its own, or the two have one together; what a case asks of contacts is kept with it; a
// contact knows the shortest wait since it accepted, and may say “This is not them”.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const recoveryAndContacts: Migration = {
  number: 24,
  name: 'recovery and contacts',
  async up(db) {
    await db.schema.alterTable('recovery_case').addColumn('other_ordinal', 'integer').execute();
    for (const column of ['set_aside', 'contacts_needed'] as const) {
      await db.schema
        .alterTable('recovery_case')
        .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    }
    await db.schema.alterTable('recovery_case').addColumn('contacts', 'text').execute();
    await db.schema.alterTable('hold').addColumn('told_at', 'bigint').execute();
    await db.schema.alterTable('recovery_contact').addColumn('least_wait_hours', 'integer').execute();
    await db.schema.alterTable('recovery_contact').addColumn('left_at', 'bigint').execute();
    await db.schema
      .createTable('recovery_objection')
      .addColumn('account_id', 'text', (c) => c.notNull())
      .addColumn('hold_id', 'text', (c) => c.notNull().references('hold.id'))
      .addColumn('contact_id', 'text', (c) => c.notNull())
      .addColumn('objected_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_objection_pk', ['account_id', 'hold_id', 'contact_id'])
      .execute();
    // Which waits there were before is not known: the one that is in force is taken, of three days at least.
    await sql`update recovery_contact set least_wait_hours = (select case when account.wait_hours > 72 then 168 else 72 end
      from account where account.id = recovery_contact.account_id) where state = 'active'`.execute(db);
    // Cases that wait asked everybody who had accepted by then.
    await sql`update recovery_case set contacts_needed = coalesce((select contacts_needed from account
        where account.id = recovery_case.account_id), 0),
      contacts = (select string_agg(contact.id, ' ') from recovery_contact as contact
        join hold on hold.id = recovery_case.hold_id
        where contact.account_id = recovery_case.account_id and contact.state = 'active'
        and contact.accepted_at < hold.started_at)
      where exists (select 1 from hold where hold.id = recovery_case.hold_id and hold.state in ('waiting', 'ripe'))`.execute(
      db,
    );
  },
};
