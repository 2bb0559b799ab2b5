// The shape of the tables of recovery keys, of cases and of what contacts say of them, as Kysely knows it.

import type { AccountId, ContactId, HoldId, RestorationId, SessionId } from '../domain/id.ts';

export interface RecoveryKeyRow {
  account_id: AccountId;
  ordinal: number;
  /** 0 staged, 1 live, 2 held until it may take the place of a live one. */
  live: 0 | 1 | 2;
  key_hash: string;
  made_at: number;
  proved_at: number | null;
  spent_at: number | null;
  /** The session that made it; null once it is live. */
  session_id: SessionId | null;
  restoration_id: RestorationId | null;
}

export interface RecoveryCaseRow {
  account_id: AccountId;
  hold_id: HoldId;
  case_number: string;
  secret_hash: string;
  key_ordinal: number;
  key_made_at: number;
  /** The other recovery key, where both began it. */
  other_ordinal: number | null;
  /** 1: given up by the person who began it, or another case took its place. It was not stopped. */
  set_aside: 0 | 1;
  /** How many contacts had to approve when it began. */
  contacts_needed: number;
  /** Ids of the contacts who counted then, with a space between. */
  contacts: string | null;
  keys_sealed: string | null;
}

export interface RecoveryContactRow {
  id: ContactId;
  account_id: AccountId;
  email: string;
  email_key: string;
  contact_account_id: AccountId | null;
  state: 'invited' | 'active' | 'ended';
  invited_at: number;
  accepted_at: number | null;
  ended_at: number | null;
  /** The shortest wait in force since it accepted. */
  least_wait_hours: number | null;
  /** When it ended by the contact's own doing. */
  left_at: number | null;
}

export interface RecoveryApprovalRow {
  account_id: AccountId;
  hold_id: HoldId;
  contact_id: ContactId;
  approved_at: number;
  receipt: string;
}

/** “This is not them”, said by a contact of one recovery. */
export interface RecoveryObjectionRow {
  account_id: AccountId;
  hold_id: HoldId;
  contact_id: ContactId;
  objected_at: number;
}
