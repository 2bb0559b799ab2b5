// What becomes of every column of every table when a person is erased, and whether it is in the export of what is held on
// them: a second opinion, written down by hand. Whoever adds a table or a column says it here, or a test fails.

import type { Tables } from '../../packages/server/src/storage/tables.ts';

/**
 * - rows: rows about the person are deleted. - cleared: rows stay, and what is personal in them is emptied.
 * - tombstone: written by the erasure. - nobody: about no person. - runs out: about a person only under a hash that leads
 *   nowhere, and deleted within hours, days or weeks by its own time.
 */
export type Erased = 'rows' | 'cleared' | 'tombstone' | 'nobody' | 'runs out';

export interface TableOfPersons {
  readonly erased: Erased;
  /** In the export. */
  readonly given: readonly string[];
  /** Not in the export, under the reason why. */
  readonly withheld: Readonly<Record<string, readonly string[]>>;
}

const SECRET = 'a secret, its hash, or what a thief of the file could open something with';
const BOOKKEEPING = 'the server’s own bookkeeping: nothing about the person that is not said elsewhere';
const SOMEBODY_ELSE = 'names somebody else’s account';
const OTHERS = 'not about a person';
const LATER = 'deleted within days, and sealed or hashed: it cannot be read without being used';

const nobody = (...columns: readonly string[]): TableOfPersons => ({
  erased: 'nobody',
  given: [],
  withheld: { [OTHERS]: columns },
});

export const PERSON_COLUMNS: Readonly<Record<keyof Tables, TableOfPersons>> = {
  account: {
    erased: 'rows',
    given: [
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
    withheld: { [BOOKKEEPING]: ['email_key', 'remind_at'] },
  },
  former_email: {
    erased: 'rows',
    given: ['email', 'until_at'],
    withheld: { [BOOKKEEPING]: ['account_id', 'email_key'] },
  },
  former_factor: {
    erased: 'rows',
    given: ['kind', 'ref', 'from_at', 'until_at'],
    withheld: { [SECRET]: ['verifier'], [BOOKKEEPING]: ['account_id', 'sealed', 'was_trusted'] },
  },
  password_verifier: {
    erased: 'rows',
    given: ['set_at'],
    withheld: { [SECRET]: ['phc'], [BOOKKEEPING]: ['account_id'] },
  },
  totp_verifier: {
    erased: 'rows',
    given: ['set_at'],
    withheld: { [SECRET]: ['secret_sealed', 'last_step'], [BOOKKEEPING]: ['account_id'] },
  },
  backup_code: {
    erased: 'rows',
    given: ['made_at', 'used_at'],
    withheld: { [SECRET]: ['code_hash'], [BOOKKEEPING]: ['account_id', 'restoration_id'] },
  },
  credential: {
    erased: 'rows',
    given: [
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
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  session: {
    erased: 'rows',
    given: [
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
    withheld: { [SECRET]: ['token_hash', 'device_hash'], [BOOKKEEPING]: ['account_id'] },
  },
  flow: {
    erased: 'rows',
    given: [],
    withheld: {
      [LATER]: [
        'flow_key',
        'kind',
        'account_id',
        'session_id',
        'state_sealed',
        'code_hash',
        'tries_left',
        'created_at',
        'expires_at',
      ],
    },
  },
  spent: { erased: 'runs out', given: [], withheld: { [LATER]: ['spent_id', 'expires_at'] } },
  device: {
    erased: 'rows',
    given: ['first_seen_at'],
    withheld: { [SECRET]: ['device_hash'], [BOOKKEEPING]: ['account_id'] },
  },
  incident: {
    erased: 'rows',
    given: [
      'opened_at',
      'opened_by',
      'keys_at',
      'sessions_at',
      'password_at',
      'recovery_keys_at',
      'contacts_at',
      'channels_at',
    ],
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  enrolment: {
    erased: 'rows',
    given: ['session_id', 'started_at', 'used_at', 'wait_hours', 'added_keys'],
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  recovery_key: {
    erased: 'rows',
    given: ['ordinal', 'live', 'made_at', 'proved_at', 'spent_at'],
    withheld: { [SECRET]: ['key_hash'], [BOOKKEEPING]: ['account_id', 'session_id', 'restoration_id'] },
  },
  hold: {
    erased: 'rows',
    given: [
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
    withheld: {
      [SECRET]: ['totp_sealed'],
      [BOOKKEEPING]: ['account_id', 'next_at', 'announced', 'restoration_id'],
    },
  },
  recovery_case: {
    erased: 'rows',
    given: ['hold_id', 'case_number', 'key_ordinal', 'other_ordinal', 'key_made_at', 'set_aside', 'contacts_needed'],
    withheld: { [SECRET]: ['secret_hash', 'keys_sealed'], [BOOKKEEPING]: ['account_id', 'contacts'] },
  },
  recovery_contact: {
    erased: 'rows',
    given: ['id', 'email', 'state', 'invited_at', 'accepted_at', 'least_wait_hours', 'ended_at', 'left_at'],
    withheld: { [BOOKKEEPING]: ['email_key'], [SOMEBODY_ELSE]: ['account_id', 'contact_account_id'] },
  },
  recovery_approval: {
    erased: 'rows',
    given: ['hold_id', 'contact_id', 'approved_at', 'receipt'],
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  recovery_objection: {
    erased: 'rows',
    given: ['hold_id', 'contact_id', 'objected_at'],
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  training_exclusion: {
    erased: 'rows',
    given: ['from_at', 'until_at', 'reason'],
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  audit_event: {
    erased: 'cleared',
    given: [
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
    withheld: { [BOOKKEEPING]: ['account_id'] },
  },
  log_entry: {
    erased: 'cleared',
    given: [],
    withheld: { 'no personal data; the activity’s proof has them': ['position', 'event_id', 'entry', 'hash', 'salt'] },
  },
  log_node: nobody('level', 'position', 'hash'),
  log_chain: {
    erased: 'rows',
    given: ['tag', 'length'],
    withheld: { [BOOKKEEPING]: ['account_id', 'last_position'] },
  },
  log_head: nobody(
    'origin',
    'seed_sealed',
    'public_key',
    'size',
    'peaks',
    'second_seed_sealed',
    'second_public_key',
    'second_line',
  ),
  log_checkpoint: nobody('size', 'note', 'signed_at'),
  log_cosignature: nobody('size', 'cosigner', 'line', 'at'),
  outbox: {
    erased: 'rows',
    given: ['id', 'channel', 'channel_id', 'event_id', 'created_at', 'done_at', 'dead_at'],
    withheld: {
      [SECRET]: ['payload_sealed'],
      'the words of mail servers, which name machines of the operator’s': ['last_error'],
      [BOOKKEEPING]: ['account_id', 'rank', 'next_at', 'attempts', 'claimed_until'],
    },
  },
  alert_channel: {
    erased: 'rows',
    given: ['id', 'kind', 'label', 'state', 'created_at', 'failing_since', 'last_ok_at', 'last_error'],
    withheld: {
      [SECRET]: ['target_key', 'target_sealed', 'secret_sealed', 'device_hash'],
      [BOOKKEEPING]: ['account_id', 'credential_id', 'sends', 'host_key'],
    },
  },
  audit_stream: nobody('channel_id', 'position', 'batch_end', 'attempts', 'next_at', 'claimed_until'),
  client: nobody('id', 'name', 'token_hash', 'created_at', 'ended_at'),
  webhook_delivery: {
    erased: 'rows',
    given: ['id', 'channel_id', 'message_id', 'event_id', 'at', 'attempt', 'status', 'duration_ms', 'error'],
    withheld: {},
  },
  refusal_window: {
    erased: 'rows',
    given: [],
    withheld: { [BOOKKEEPING]: ['account_id', 'from_at', 'inside', 'outside'] },
  },
  throttle: { erased: 'runs out', given: [], withheld: { [LATER]: ['throttle_key', 'points', 'resets_at'] } },
  restoration: nobody(
    'id',
    'at',
    'why',
    'found_size',
    'known_size',
    'taken_at',
    'decided_at',
    'holds',
    'codes',
    'guesses',
  ),
  erasure: {
    erased: 'tombstone',
    given: [],
    withheld: { 'there is none while there is a person to give it to': ['account_id', 'erased_at', 'overwritten_at'] },
  },
  fact: nobody('name', 'value'),
  clock_state: nobody('id', 'steady_ms', 'counted_by', 'doubted_from', 'moved_at', 'why', 'gap_ms', 'log_size'),
  clock_gap: nobody('number', 'from_at', 'until_at'),
  clock_node: nobody('node', 'wall_at'),
  schema_migration: nobody('number', 'name', 'applied_at'),
};
