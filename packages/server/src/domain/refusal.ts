// Every expected "no", as a tagged union. Internal reasons live here; api/refusal-to-problem.ts gives them their bland public face.

import type { Requirement } from './account/standing.ts';
import type { OtherReturn } from './credential/credential.ts';
import type { LockedBy } from './throttle/throttle.ts';

/** Why a WebAuthn ceremony was refused (WebAuthn L3 §7.1, §7.2). Never shown outside; kept in the evidence. */
export type CeremonyFault =
  | 'malformed'
  | 'challenge-unknown'
  | 'challenge-expired'
  | 'challenge-spent'
  | 'type'
  | 'origin'
  | 'top-origin'
  | 'rp-id'
  | 'user-not-present'
  | 'user-not-verified'
  | 'user-handle'
  | 'algorithm'
  | 'public-key'
  | 'signature'
  | 'attestation'
  | 'credential-id'
  | 'backup-state'
  | 'backup-eligibility-changed'
  | 'metadata-status'
  | 'unknown-credential'
  | 'foreign-credential'
  | 'below-floor'
  | 'make-reported';

/** Why a sign-in was refused. All of these share one public answer and one timing envelope (ASVS 6.3.8). */
export type SignInFault =
  | CeremonyFault
  | 'unknown-account'
  | 'no-password'
  | 'wrong-password'
  | 'password-shut'
  | 'wrong-code'
  | 'frozen'
  | 'suspended';

/** Why a recovery was refused. All of these share one public answer (product.md §4). */
export type RecoveryFault =
  | 'unknown-account'
  | 'not-protected'
  | 'wrong-recovery-key'
  | 'recovery-key-void'
  | 'recovery-running'
  | 'address-contested';

/** Why a webhook's address cannot be used. */
export type WebhookFault = 'webhook-url' | 'webhook-address';

/** Why a browser's subscription cannot be used. */
export type PushFault = 'push-endpoint' | 'push-address' | 'push-key';

export type PasswordFault = 'too-short' | 'too-long' | 'common';

export type Refusal =
  | { readonly tag: 'signed-out' }
  | { readonly tag: 'client-required' }
  | { readonly tag: 'not-permitted'; readonly why: 'role' | 'tier' }
  | { readonly tag: 'enrolment-required' }
  | { readonly tag: 'step-up-required'; readonly ageSecondsMax: number }
  | { readonly tag: 'sign-in-failed'; readonly why: SignInFault }
  | { readonly tag: 'ceremony-failed'; readonly why: CeremonyFault }
  | { readonly tag: 'credential-exists' }
  | { readonly tag: 'too-many-credentials'; readonly countMax: number }
  | { readonly tag: 'not-found' }
  | { readonly tag: 'floor-would-break'; readonly unmet: readonly Requirement[] }
  /** The hardware floor would shut out a trusted key: it is raised slowly, once protection is on. */
  | { readonly tag: 'floor-shuts-out' }
  /** `from`: when the key has the rights that were asked for; null where another key is needed. */
  | { readonly tag: 'key-not-trusted'; readonly rights: 'any' | 'day' | 'trusted'; readonly from: number | null }
  /**
   * `comesBackAt`: from when on its own touch brings it back; null where it does not. `comesBackWith`: what else does, said at
   * sign-in.
   */
  | {
      readonly tag: 'key-suspended';
      readonly comesBackAt: number | null;
      readonly comesBackWith?: readonly OtherReturn[];
    }
  /** The same key was shown twice. */
  | { readonly tag: 'same-key' }
  | { readonly tag: 'last-trusted-way' }
  | { readonly tag: 'make-reported' }
  | { readonly tag: 'code-refused' }
  | { readonly tag: 'flow-gone' }
  | { readonly tag: 'password-refused'; readonly why: PasswordFault }
  | { readonly tag: 'email-unchanged' }
  | { readonly tag: 'email-taken' }
  /** It is open which address counts: until that is decided it does not change. */
  | { readonly tag: 'email-contested' }
  | { readonly tag: 'requirements-unmet'; readonly unmet: readonly Requirement[] }
  /** `other`: the second of two that were typed. */
  | { readonly tag: 'recovery-key-refused'; readonly group: number | null; readonly other?: true }
  | { readonly tag: 'case-secret-refused'; readonly group: number | null }
  | { readonly tag: 'recovery-key-void' }
  | { readonly tag: 'recovery-refused'; readonly why: RecoveryFault }
  | { readonly tag: 'recovery-waiting'; readonly ripensAt: number }
  | { readonly tag: 'recovery-unapproved'; readonly needed: number; readonly approved: number }
  | { readonly tag: 'recovery-ended' }
  | { readonly tag: 'clock-doubted' }
  | { readonly tag: 'recovery-probation'; readonly until: number }
  | { readonly tag: 'contact-self' }
  | { readonly tag: 'contact-exists' }
  | { readonly tag: 'too-many-contacts'; readonly countMax: number }
  | { readonly tag: 'contacts-too-few'; readonly needed: number; readonly left: number }
  | { readonly tag: 'contact-too-new' }
  | { readonly tag: 'approval-given' }
  | { readonly tag: 'hold-exists' }
  | { readonly tag: 'hold-waits'; readonly until: number }
  | { readonly tag: 'hold-expired' }
  /** `from`: when the key that began the change may finish it as well; null where only another may. */
  | { readonly tag: 'second-touch-needed'; readonly from: number | null }
  | { readonly tag: 'webhook-refused'; readonly why: WebhookFault }
  | { readonly tag: 'webhook-exists' }
  | { readonly tag: 'too-many-webhooks'; readonly countMax: number }
  | { readonly tag: 'webhook-off' }
  | { readonly tag: 'push-refused'; readonly why: PushFault }
  | { readonly tag: 'too-many-browsers'; readonly countMax: number }
  | { readonly tag: 'link-refused' }
  | { readonly tag: 'link-resent' }
  | { readonly tag: 'training-unchanged' }
  | { readonly tag: 'wait-unchanged' }
  | { readonly tag: 'asked-twice'; readonly place: number }
  | { readonly tag: 'setup-done' }
  | { readonly tag: 'sign-up-closed' }
  /** The same key, or a link, locked the account at this time, and does so again from `until` on. */
  | {
      readonly tag: 'locked-before';
      readonly by: LockedBy;
      readonly lockedAt: number;
      readonly until: number;
    }
  | { readonly tag: 'throttled'; readonly retryAfterSeconds: number };

export type RefusalTag = Refusal['tag'];
