// The first schema: accounts, keys, sessions, flows, holds, evidence, outbox, throttles.

import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

type Db = Kysely<unknown>;

const tableIn = (db: Db) => (name: string) => db.schema.createTable(name);

async function createAccounts(db: Db, bytes: 'blob' | 'bytea'): Promise<void> {
  const bytesType = sql.raw(bytes);
  const table = tableIn(db);
  await table('account')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('email_key', 'text', (c) => c.notNull().unique())
    .addColumn('display_name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('user_handle', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('protected_since', 'bigint')
    .addColumn('wait_hours', 'integer')
    .addColumn('enrolment_required', 'integer', (c) => c.notNull())
    .addColumn('frozen_at', 'bigint')
    .execute();
  await table('password_verifier')
    .addColumn('account_id', 'text', (c) => c.primaryKey().references('account.id'))
    .addColumn('phc', 'text', (c) => c.notNull())
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .execute();
  await table('totp_verifier')
    .addColumn('account_id', 'text', (c) => c.primaryKey().references('account.id'))
    .addColumn('secret_sealed', 'text', (c) => c.notNull())
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .addColumn('last_step', 'bigint', (c) => c.notNull())
    .execute();
  await table('credential')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('external_id', 'text', (c) => c.notNull().unique())
    .addColumn('nickname', 'text', (c) => c.notNull())
    .addColumn('public_key', bytesType, (c) => c.notNull())
    .addColumn('algorithm', 'integer', (c) => c.notNull())
    .addColumn('sign_count', 'bigint', (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('attachment', 'text')
    .addColumn('aaguid', 'text', (c) => c.notNull())
    .addColumn('backup_eligible', 'integer', (c) => c.notNull())
    .addColumn('backed_up', 'integer', (c) => c.notNull())
    .addColumn('attestation_format', 'text', (c) => c.notNull())
    .addColumn('attestation_trust', 'text', (c) => c.notNull())
    .addColumn('attestation_object', bytesType, (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('full_rights_at', 'bigint', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('last_used_country', 'text')
    .execute();
  await db.schema.createIndex('credential_account').on('credential').columns(['account_id', 'created_at']).execute();
}

async function createSessions(db: Db): Promise<void> {
  const table = tableIn(db);
  await table('session')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('credential_id', 'text')
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('idle_ms', 'bigint', (c) => c.notNull())
    .addColumn('ends_at', 'bigint', (c) => c.notNull())
    .addColumn('fresh_at', 'bigint', (c) => c.notNull())
    .addColumn('fresh_credential_id', 'text')
    .addColumn('ip', 'text', (c) => c.notNull())
    .addColumn('country_code', 'text')
    .addColumn('device', 'text', (c) => c.notNull())
    .addColumn('device_kind', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('end_reason', 'text')
    .execute();
  await db.schema.createIndex('session_account').on('session').columns(['account_id', 'created_at']).execute();
  await db.schema.createIndex('session_ends').on('session').column('ends_at').execute();
  await table('flow')
    .addColumn('flow_key', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text')
    .addColumn('state_sealed', 'text', (c) => c.notNull())
    .addColumn('code_hash', 'text')
    .addColumn('tries_left', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('flow_expires').on('flow').column('expires_at').execute();
  await table('spent')
    .addColumn('spent_id', 'text', (c) => c.primaryKey())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('spent_expires').on('spent').column('expires_at').execute();
  await table('device')
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('device_hash', 'text', (c) => c.notNull())
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('device_pk', ['account_id', 'device_hash'])
    .execute();
}

async function createProtection(db: Db): Promise<void> {
  const table = tableIn(db);
  await table('enrolment')
    .addColumn('account_id', 'text', (c) => c.primaryKey().references('account.id'))
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('wait_hours', 'integer')
    .execute();
  await table('recovery_key')
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('ordinal', 'integer', (c) => c.notNull())
    .addColumn('live', 'integer', (c) => c.notNull())
    .addColumn('key_hash', 'text', (c) => c.notNull())
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('proved_at', 'bigint')
    .addPrimaryKeyConstraint('recovery_key_pk', ['account_id', 'live', 'ordinal'])
    .execute();
  await table('hold')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ripens_at', 'bigint', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('announced', 'integer', (c) => c.notNull())
    .addColumn('started_with', 'text')
    .addColumn('new_email', 'text')
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('hold_account').on('hold').columns(['account_id', 'state']).execute();
  await db.schema.createIndex('hold_next').on('hold').columns(['state', 'next_at']).execute();
  await table('training_exclusion')
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint')
    .addPrimaryKeyConstraint('training_exclusion_pk', ['account_id', 'from_at'])
    .execute();
}

async function createEvidence(db: Db): Promise<void> {
  const table = tableIn(db);
  await table('audit_event')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('operation', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('session_id', 'text')
    .addColumn('credential_id', 'text')
    .addColumn('ip', 'text')
    .addColumn('country_code', 'text')
    .addColumn('device', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('request_id', 'text')
    .addColumn('subject', 'text')
    .addColumn('key_name', 'text')
    .addColumn('effective_at', 'bigint')
    .execute();
  await db.schema.createIndex('audit_event_account').on('audit_event').columns(['account_id', 'id']).execute();
  await table('outbox')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('payload_sealed', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('claimed_until', 'bigint', (c) => c.notNull())
    .addColumn('done_at', 'bigint')
    .addColumn('dead_at', 'bigint')
    .addColumn('last_error', 'text')
    .execute();
  await sql`create index outbox_due on outbox (next_at) where done_at is null and dead_at is null`.execute(db);
  await table('throttle')
    .addColumn('throttle_key', 'text', (c) => c.primaryKey())
    .addColumn('points', 'integer', (c) => c.notNull())
    .addColumn('resets_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('throttle_resets').on('throttle').column('resets_at').execute();
  await table('fact')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}

export const protectedAccount: Migration = {
  number: 1,
  name: 'protected-account',
  async up(db, bytes) {
    await createAccounts(db, bytes);
    await createSessions(db);
    await createProtection(db);
    await createEvidence(db);
  },
};
