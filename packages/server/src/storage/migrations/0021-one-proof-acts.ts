// One proof acts now; two proofs, or time, finish: keys are new, trusted or suspended, and slow changes know what began
// them. What there is moves over by the dates that it has.

import { sql } from 'kysely';
import type { Migration } from './migration.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export const oneProofActs: Migration = {
  number: 21,
  name: 'one proof acts',
  async up(db) {
    await db.schema.alterTable('credential').renameColumn('full_rights_at', 'trusted_at').execute();
    // Keys that were there when the mode was turned on, and those of sign-up, set-up and recovery, are trusted since then;
    // the others are when they are fourteen days old.
    await sql`update credential set trusted_at = case
      when origin in ('sign-up', 'setup', 'recovery') then created_at
      when trusted_at < created_at + ${sql.lit(DAY_MS)} then trusted_at
      when exists (select 1 from account where account.id = credential.account_id
        and account.protected_since >= credential.created_at)
        then (select protected_since from account where account.id = credential.account_id)
      else created_at + ${sql.lit(14 * DAY_MS)} end`.execute(db);
    for (const [column, type] of [
      ['suspended_at', 'bigint'],
      ['suspended_by', 'text'],
      ['suspended_with', 'text'],
      ['confirmed_until', 'bigint'],
    ] as const) {
      await db.schema.alterTable('credential').addColumn(column, type).execute();
    }
    await db.schema
      .alterTable('hold')
      .addColumn('proofs', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema
      .alterTable('hold')
      .addColumn('stopped_by', 'text', (c) => c.notNull().defaultTo('any'))
      .execute();
    for (const [column, type] of [
      ['trusted_then', 'text'],
      ['begun_by', 'text'],
      ['credential_id', 'text'],
      ['channel_id', 'text'],
      ['wait_hours', 'integer'],
      ['receipt', 'text'],
      ['claimable_until', 'bigint'],
    ] as const) {
      await db.schema.alterTable('hold').addColumn(column, type).execute();
    }
    for (const [column, type] of [
      ['second_at', 'bigint'],
      ['second_credential_id', 'text'],
      ['second_recovery_key', 'integer'],
    ] as const) {
      await db.schema.alterTable('session').addColumn(column, type).execute();
    }
    await db.schema.alterTable('account').addColumn('settles_at', 'bigint').execute();
    // A recovery key that began an open recovery is no longer used up by it.
    await sql`update recovery_key set spent_at = null where live = 1 and restoration_id is null and exists (
      select 1 from recovery_case join hold on hold.id = recovery_case.hold_id
      where recovery_case.account_id = recovery_key.account_id and recovery_case.key_ordinal = recovery_key.ordinal
      and recovery_case.key_made_at = recovery_key.made_at and hold.state in ('waiting', 'ripe'))`.execute(db);
  },
};
