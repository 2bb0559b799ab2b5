// Everything that is held on one person, table by table, as it is exported to them. What is not here, and why, is written
// down column by column in test/storage/person-columns.ts: a column that is in neither list fails a test.

import { type SqlBool, sql } from 'kysely';
import { emailKey } from '../domain/account/email-address.ts';
import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';

/** The columns that are given, of each table that has rows about a person. */
export const HELD = {
  account: [
    'id',
    'email',
    'display_name',
    'role',
    'tier',
    'user_handle',
    'created_at',
    'protected_since',
    'wait_hours',
    'enrolment_required',
    'frozen_at',
    'recovered_at',
    'contacts_needed',
    'settles_at',
    'settled_by',
    'settled_aged_until',
    'taken_back_at',
    'email_contested_at',
    'email_decided_at',
  ],
  former_email: ['email', 'until_at'],
  former_factor: ['kind', 'ref', 'from_at', 'until_at'],
  password_verifier: ['set_at'],
  totp_verifier: ['set_at'],
  backup_code: ['made_at', 'used_at'],
  credential: [
    'id',
    'external_id',
    'nickname',
    'public_key',
    'algorithm',
    'sign_count',
    'transports',
    'attachment',
    'aaguid',
    'backup_eligible',
    'backed_up',
    'attestation_format',
    'attestation_trust',
    'attestation_object',
    'origin',
    'created_at',
    'trusted_at',
    'suspended_at',
    'suspended_by',
    'suspended_with',
    'confirmed_until',
    'last_used_at',
    'last_used_country',
    'make_report',
    'make_reported_at',
  ],
  session: [
    'id',
    'credential_id',
    'method',
    'created_at',
    'last_seen_at',
    'idle_ms',
    'ends_at',
    'fresh_at',
    'fresh_credential_id',
    'second_at',
    'second_credential_id',
    'second_recovery_key',
    'ip',
    'country_code',
    'device',
    'device_kind',
    'ended_at',
    'end_reason',
  ],
  device: ['first_seen_at'],
  incident: [
    'opened_at',
    'opened_by',
    'keys_at',
    'sessions_at',
    'password_at',
    'recovery_keys_at',
    'contacts_at',
    'channels_at',
  ],
  enrolment: ['session_id', 'started_at', 'used_at', 'wait_hours', 'added_keys'],
  recovery_key: ['ordinal', 'live', 'made_at', 'proved_at', 'spent_at'],
  hold: [
    'id',
    'kind',
    'state',
    'started_at',
    'ripens_at',
    'claimable_until',
    'started_with',
    'started_ip',
    'started_country',
    'started_device',
    'started_new_device',
    'new_email',
    'contact_id',
    'contacts_needed',
    'credential_id',
    'channel_id',
    'wait_hours',
    'proofs',
    'stopped_by',
    'trusted_then',
    'begun_by',
    'receipt',
    'told_at',
    'ended_at',
  ],
  recovery_case: [
    'hold_id',
    'case_number',
    'key_ordinal',
    'other_ordinal',
    'key_made_at',
    'set_aside',
    'contacts_needed',
  ],
  recovery_contact: ['id', 'email', 'state', 'invited_at', 'accepted_at', 'least_wait_hours', 'ended_at', 'left_at'],
  recovery_approval: ['hold_id', 'contact_id', 'approved_at', 'receipt'],
  recovery_objection: ['hold_id', 'contact_id', 'objected_at'],
  training_exclusion: ['from_at', 'until_at', 'reason'],
  audit_event: [
    'id',
    'at',
    'operation',
    'outcome',
    'reason',
    'actor',
    'session_id',
    'credential_id',
    'ip',
    'country_code',
    'device',
    'user_agent',
    'request_id',
    'subject',
    'used_key_id',
    'key_name',
    'effective_at',
    'position',
  ],
  log_chain: ['tag', 'length'],
  outbox: ['id', 'channel', 'channel_id', 'event_id', 'created_at', 'done_at', 'dead_at'],
  alert_channel: ['id', 'kind', 'label', 'state', 'created_at', 'failing_since', 'last_ok_at', 'last_error'],
  webhook_delivery: ['id', 'channel_id', 'message_id', 'event_id', 'at', 'attempt', 'status', 'duration_ms', 'error'],
} as const;

export type HeldTable = keyof typeof HELD;
export const HELD_TABLES = Object.keys(HELD) as HeldTable[];

export interface HeldOf {
  readonly id: AccountId;
  readonly email: string;
}

/** Which rows are about the person, where it is not their own account that a row names. */
function isAbout(table: HeldTable, { id, email }: HeldOf) {
  switch (table) {
    case 'account':
      return sql<SqlBool>`id = ${id}`;
    case 'recovery_contact':
      return sql<SqlBool>`account_id = ${id} or contact_account_id = ${id}
        or (contact_account_id is null and email_key = ${emailKey(email)})`;
    case 'recovery_approval':
    case 'recovery_objection':
      return sql<SqlBool>`account_id = ${id}
        or contact_id in (select id from recovery_contact where contact_account_id = ${id})`;
    case 'webhook_delivery':
      return sql<SqlBool>`channel_id in (select id from alert_channel where account_id = ${id})`;
    default:
      return sql<SqlBool>`account_id = ${id}`;
  }
}

/** What a recovery contact's key signed names that key: it is the contact's, and is given to nobody else. */
function givenOf(table: HeldTable, column: string, { id }: HeldOf) {
  if (table !== 'recovery_approval' || column !== 'receipt') return sql.ref(column);
  return sql`case when contact_id in (select id from recovery_contact where contact_account_id = ${id})
    then receipt end as receipt`;
}

/** Tables that grow with time: read a page at a time, in the order of their ids. */
const LONG: ReadonlySet<HeldTable> = new Set(['audit_event', 'outbox', 'session', 'webhook_delivery', 'hold']);

export type HeldRow = Readonly<Record<string, unknown>>;

/** Rows of a table about a person, those behind the id `after` where it is a long one. At most `countMax` of a long one. */
export async function listHeld(
  tx: Tx,
  table: HeldTable,
  about: HeldOf,
  after: string,
  countMax: number,
): Promise<readonly HeldRow[]> {
  const isLong = LONG.has(table);
  const columns = sql.join(HELD[table].map((column) => givenOf(table, column, about)));
  const page = isLong ? sql`and id > ${after} order by id limit ${countMax}` : sql``;
  const rows =
    await sql<HeldRow>`select ${columns} from ${sql.table(table)} where (${isAbout(table, about)}) ${page}`.execute(
      tx.q,
    );
  return rows.rows;
}

export const isLongTable = (table: HeldTable): boolean => LONG.has(table);
