// The shape of every table, as Kysely knows it. docs/stored-shapes.md says what each column means and who may see it.
// Times are milliseconds since the epoch; booleans are 0 or 1; hashes and tokens are base64url text.

import type { HoldKind, HoldState } from '../domain/hold/hold.ts';
import type {
  AccountId,
  ChannelId,
  ClientId,
  ContactId,
  CredentialId,
  EventId,
  HoldId,
  RestorationId,
  SessionId,
} from '../domain/id.ts';
import type { RestoreReason } from '../domain/restore/recognise.ts';
import type { RestoreDecision } from '../domain/restore/void-rule.ts';
import type { SignInMethod } from '../domain/session/session.ts';
import type { ExclusionReason } from '../domain/training/exclusion.ts';
import type {
  AccountRow,
  BackupCodeRow,
  FormerEmailRow,
  FormerFactorRow,
  PasswordVerifierRow,
  TotpVerifierRow,
} from './account-tables.ts';
import type { AlertChannelRow, OutboxRow, RefusalWindowRow, WebhookDeliveryRow } from './alert-tables.ts';
import type { ClockGapRow, ClockNodeRow, ClockStateRow } from './clock-tables.ts';
import type {
  LogChainRow,
  LogCheckpointRow,
  LogCosignatureRow,
  LogEntryRow,
  LogHeadRow,
  LogNodeRow,
} from './log-tables.ts';
import type {
  RecoveryApprovalRow,
  RecoveryCaseRow,
  RecoveryContactRow,
  RecoveryKeyRow,
  RecoveryObjectionRow,
} from './recovery-tables.ts';

export type {
  AccountRow,
  BackupCodeRow,
  FormerEmailRow,
  FormerFactorRow,
  PasswordVerifierRow,
  RecoveryApprovalRow,
  RecoveryCaseRow,
  RecoveryContactRow,
  RecoveryKeyRow,
  RecoveryObjectionRow,
  TotpVerifierRow,
};

export type Flag = 0 | 1;

export interface CredentialRow {
  id: CredentialId;
  account_id: AccountId;
  external_id: string;
  nickname: string;
  public_key: Uint8Array;
  algorithm: number;
  sign_count: number;
  transports: string;
  attachment: string | null;
  aaguid: string;
  backup_eligible: Flag;
  backed_up: Flag;
  attestation_format: string;
  attestation_trust: string;
  attestation_object: Uint8Array;
  origin: string;
  created_at: number;
  trusted_at: number;
  suspended_at: number | null;
  suspended_by: 'key' | 'factor' | 'link' | null;
  /** The key that suspended it. */
  suspended_with: CredentialId | null;
  confirmed_until: number | null;
  last_used_at: number | null;
  last_used_country: string | null;
  make_report: string | null;
  make_reported_at: number | null;
}

export interface SessionRow {
  token_hash: string;
  id: SessionId;
  account_id: AccountId;
  credential_id: CredentialId | null;
  method: SignInMethod;
  created_at: number;
  last_seen_at: number;
  idle_ms: number;
  ends_at: number;
  fresh_at: number;
  fresh_credential_id: CredentialId | null;
  /** The second proof, beside the fresh one: when, and by which key or recovery key. */
  second_at: number | null;
  second_credential_id: CredentialId | null;
  second_recovery_key: number | null;
  ip: string;
  country_code: string | null;
  device: string;
  device_kind: string;
  /** Of the browser's own cookie; null where it was opened before this was kept. */
  device_hash: string | null;
  ended_at: number | null;
  end_reason: string | null;
}

export interface FlowRow {
  flow_key: string;
  kind: string;
  account_id: AccountId | null;
  /** The session that began it; null where a browser did. */
  session_id: SessionId | null;
  state_sealed: string;
  code_hash: string | null;
  tries_left: number;
  created_at: number;
  expires_at: number;
}

export interface SpentRow {
  spent_id: string;
  expires_at: number;
}

export interface DeviceRow {
  account_id: AccountId;
  device_hash: string;
  first_seen_at: number;
}

/** The checklist after a Lock or a disowned alert: when each question was answered. */
export interface IncidentRow {
  account_id: AccountId;
  opened_at: number;
  opened_by: 'lock' | 'disown';
  keys_at: number | null;
  sessions_at: number | null;
  password_at: number | null;
  recovery_keys_at: number | null;
  contacts_at: number | null;
  channels_at: number | null;
}

export interface EnrolmentRow {
  account_id: AccountId;
  session_id: SessionId;
  started_at: number;
  used_at: number;
  wait_hours: number | null;
  /** Ids of the keys that its session added, with a space between. */
  added_keys: string;
}

export interface HoldRow {
  id: HoldId;
  account_id: AccountId;
  kind: HoldKind;
  state: HoldState;
  started_at: number;
  ripens_at: number;
  claimable_until: number | null;
  next_at: number;
  announced: number;
  started_with: CredentialId | null;
  started_ip: string | null;
  started_country: string | null;
  started_device: string | null;
  started_new_device: Flag | null;
  new_email: string | null;
  contact_id: ContactId | null;
  contacts_needed: number | null;
  credential_id: CredentialId | null;
  channel_id: ChannelId | null;
  wait_hours: number | null;
  proofs: number;
  stopped_by: 'any' | 'second-factor' | 'trusted-key';
  /** Ids of keys, with a space between. */
  trusted_then: string | null;
  begun_by: EventId | null;
  /** The secret of the authenticator app that it would set. */
  totp_sealed: string | null;
  /** When a channel accepted an alert of its beginning; null until that was seen. */
  told_at: number | null;
  /** What was signed when the second touch finished it. */
  receipt: string | null;
  ended_at: number | null;
  restoration_id: RestorationId | null;
}

export interface RestorationRow {
  id: RestorationId;
  at: number;
  why: RestoreReason;
  found_size: number;
  known_size: number | null;
  taken_at: number | null;
  decided_at: number | null;
  holds: RestoreDecision['holds'] | null;
  codes: RestoreDecision['codes'] | null;
  guesses: RestoreDecision['guesses'] | null;
}

export interface TrainingExclusionRow {
  account_id: AccountId;
  from_at: number;
  until_at: number | null;
  reason: ExclusionReason;
}

export interface AuditEventRow {
  id: EventId;
  account_id: AccountId | null;
  at: number;
  operation: string;
  outcome: 'done' | 'refused';
  reason: string | null;
  actor: 'holder' | 'stranger' | 'system' | 'client' | 'staff';
  session_id: SessionId | null;
  credential_id: CredentialId | null;
  ip: string | null;
  country_code: string | null;
  device: string | null;
  user_agent: string | null;
  request_id: string | null;
  subject: string | null;
  /** The key that was used, as long as there is the account. */
  used_key_id: CredentialId | null;
  key_name: string | null;
  effective_at: number | null;
}

/** An event with its place in the sealed log; null until it is sealed. */
export type SealableEvent = AuditEventRow & { position: number | null };

export interface AuditStreamRow {
  channel_id: ChannelId;
  /** The next place of the log to send. */
  position: number;
  /** Where the batch ends that was begun; null where none was. */
  batch_end: number | null;
  attempts: number;
  next_at: number;
  claimed_until: number;
}

export interface ClientRow {
  id: ClientId;
  name: string;
  token_hash: string;
  created_at: number;
  ended_at: number | null;
}

export interface ThrottleRow {
  throttle_key: string;
  points: number;
  resets_at: number;
}

/** What is left of an account that was erased. */
export interface ErasureRow {
  account_id: AccountId;
  erased_at: number;
  /** When the bytes were overwritten too; null until then. */
  overwritten_at: number | null;
}

export interface FactRow {
  name: string;
  value: string;
}

export interface MigrationRow {
  number: number;
  name: string;
  applied_at: number;
}

export interface Tables {
  account: AccountRow;
  former_email: FormerEmailRow;
  former_factor: FormerFactorRow;
  password_verifier: PasswordVerifierRow;
  totp_verifier: TotpVerifierRow;
  backup_code: BackupCodeRow;
  credential: CredentialRow;
  session: SessionRow;
  flow: FlowRow;
  spent: SpentRow;
  device: DeviceRow;
  enrolment: EnrolmentRow;
  incident: IncidentRow;
  recovery_key: RecoveryKeyRow;
  hold: HoldRow;
  recovery_case: RecoveryCaseRow;
  recovery_contact: RecoveryContactRow;
  recovery_approval: RecoveryApprovalRow;
  recovery_objection: RecoveryObjectionRow;
  training_exclusion: TrainingExclusionRow;
  audit_event: SealableEvent;
  log_entry: LogEntryRow;
  log_node: LogNodeRow;
  log_chain: LogChainRow;
  log_head: LogHeadRow;
  log_checkpoint: LogCheckpointRow;
  log_cosignature: LogCosignatureRow;
  outbox: OutboxRow;
  alert_channel: AlertChannelRow;
  audit_stream: AuditStreamRow;
  client: ClientRow;
  webhook_delivery: WebhookDeliveryRow;
  refusal_window: RefusalWindowRow;
  throttle: ThrottleRow;
  restoration: RestorationRow;
  erasure: ErasureRow;
  fact: FactRow;
  clock_state: ClockStateRow;
  clock_gap: ClockGapRow;
  clock_node: ClockNodeRow;
  schema_migration: MigrationRow;
}
