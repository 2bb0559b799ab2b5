// An account as rules see it: a plain snapshot. A protected account's type has no place for a password or a code.

import type { BackupCodes } from '../backup-code/backup-code.ts';
import type { Credential } from '../credential/credential.ts';
import type { AccountId, CredentialId, HoldId } from '../id.ts';
import type { RecoveryKey, WaitHours } from '../recovery/recovery-key-record.ts';

/** `support` and `operator` are staff: they may look, and begin what a standard account's holder completes. */
export type Role = 'holder' | 'support' | 'operator';

interface AccountFacts {
  readonly id: AccountId;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly createdAt: number;
  /** Set by Lock, lifted by a trusted key or what counts as one: meanwhile nothing else opens the account (product.md §5). */
  readonly frozenAt: number | null;
  readonly credentials: readonly Credential[];
  /** Changes of its address up to then were decided; null where none was. */
  readonly emailDecidedAt: number | null;
}

export interface StandardAccount extends AccountFacts {
  readonly tier: 'standard';
  /** The platform's policy asked for Advanced Account Security when the account was made. */
  readonly enrolmentRequired: boolean;
  readonly password: { readonly setAt: number } | null;
  readonly totp: { readonly setAt: number } | null;
  readonly backupCodes: BackupCodes | null;
  /** An enrolment was taken back: from then on only a trusted key turns protection on (product.md §2). */
  readonly takenBackAt: number | null;
  /** The address is contested: neither is sent a recovery link until a key or second factor decides (product.md §4). */
  readonly emailContestedAt: number | null;
}

export interface ProtectedAccount extends AccountFacts {
  readonly tier: 'advanced' | 'hardware';
  readonly protectedSince: number;
  readonly recoveryKeys: readonly RecoveryKey[];
  readonly waitHours: WaitHours;
  /** When a recovery was completed; for three days after it some things are refused. */
  readonly recoveredAt: number | null;
  /** Recoveries that wait or are ready, the oldest first: each recovery key has a case of its own. */
  readonly openRecoveries: readonly HoldId[];
  /** Until when an enrolment that no trusted key confirmed can be taken back; null where one did. */
  readonly settlesAt: number | null;
  /** The key that confirmed an enrolment that settles; null where none does, and for those of before this was kept. */
  readonly settledBy: CredentialId | null;
  /** Since when the clock was in doubt as it was turned on; null where it was not. */
  readonly settledAgedUntil: number | null;
  /** How many recovery contacts have to approve a recovery, besides the recovery key. */
  readonly contactsNeeded: number;
}

export type Account = StandardAccount | ProtectedAccount;
