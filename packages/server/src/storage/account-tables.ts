// The shapes of the tables about an account itself and what opens a standard one. See tables.ts.

import type { Role } from '../domain/account/account.ts';
import type { FormerKind } from '../domain/enrolment/former-factor.ts';
import type { AccountId, CredentialId, RestorationId } from '../domain/id.ts';
import type { Tier } from '../domain/tier.ts';

type Flag = 0 | 1;

export interface AccountRow {
  id: AccountId;
  email: string;
  email_key: string;
  display_name: string;
  role: Role;
  tier: Tier;
  user_handle: string;
  created_at: number;
  protected_since: number | null;
  wait_hours: number | null;
  enrolment_required: Flag;
  frozen_at: number | null;
  recovered_at: number | null;
  contacts_needed: number;
  settles_at: number | null;
  /** The key that confirmed it. */
  settled_by: CredentialId | null;
  /** Since when the clock was in doubt then. */
  settled_aged_until: number | null;
  /** An enrolment was taken back: from then on only a trusted key turns protection on. */
  taken_back_at: number | null;
  /** The address is contested: nobody is sent a recovery link until a key or second factor decides. */
  email_contested_at: number | null;
  /** Changes of the address up to then are decided, and not contested any more. */
  email_decided_at: number | null;
  remind_at: number | null;
}

/** An address that the account had before the one that it has. */
export interface FormerEmailRow {
  account_id: AccountId;
  email: string;
  email_key: string;
  /** When it was replaced; 0 where that is not known. */
  until_at: number;
}

/** A factor or key that was replaced or removed: it lifts a freeze, or takes an enrolment back, and opens nothing else. */
export interface FormerFactorRow {
  account_id: AccountId;
  kind: FormerKind;
  /** The id of a key; empty for the other kinds, of which there is one at a time. */
  ref: string;
  from_at: number;
  until_at: number;
  verifier: string;
  sealed: Flag;
  was_trusted: Flag;
}

export interface PasswordVerifierRow {
  account_id: AccountId;
  phc: string;
  set_at: number;
}

export interface TotpVerifierRow {
  account_id: AccountId;
  secret_sealed: string;
  set_at: number;
  last_step: number;
}

export interface BackupCodeRow {
  account_id: AccountId;
  code_hash: string;
  made_at: number;
  used_at: number | null;
  restoration_id: RestorationId | null;
}
