// Every expected "no", as a tagged union. Internal reasons live here; api/refusal-to-problem.ts gives them their bland public face.

import type { Requirement } from './account/standing.ts';

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
  | 'frozen';

/** Why a recovery was refused. All of these share one public answer (product.md §4). */
export type RecoveryFault =
  | 'unknown-account'
  | 'not-protected'
  | 'wrong-recovery-key'
  | 'recovery-key-spent'
  | 'recovery-running';

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
  | { readonly tag: 'key-on-probation'; readonly fullRightsAt: number }
  | { readonly tag: 'make-reported' }
  | { readonly tag: 'code-refused' }
  | { readonly tag: 'flow-gone' }
  | { readonly tag: 'password-refused'; readonly why: PasswordFault }
  | { readonly tag: 'email-unchanged' }
  | { readonly tag: 'email-taken' }
  | { readonly tag: 'requirements-unmet'; readonly unmet: readonly Requirement[] }
  | { readonly tag: 'recovery-key-refused'; readonly group: number | null }
  | { readonly tag: 'case-secret-refused'; readonly group: number | null }
  | { readonly tag: 'recovery-key-spent' }
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
  | { readonly tag: 'contact-too-new'; readonly from: number | null }
  | { readonly tag: 'approval-given' }
  | { readonly tag: 'hold-exists' }
  | { readonly tag: 'webhook-refused'; readonly why: WebhookFault }
  | { readonly tag: 'webhook-exists' }
  | { readonly tag: 'too-many-webhooks'; readonly countMax: number }
  | { readonly tag: 'webhook-off' }
  | { readonly tag: 'push-refused'; readonly why: PushFault }
  | { readonly tag: 'too-many-browsers'; readonly countMax: number }
  | { readonly tag: 'link-refused' }
  | { readonly tag: 'link-resent' }
  | { readonly tag: 'training-unchanged' }
  | { readonly tag: 'asked-twice'; readonly place: number }
  | { readonly tag: 'setup-done' }
  | { readonly tag: 'sign-up-closed' }
  | { readonly tag: 'throttled'; readonly retryAfterSeconds: number };

export type RefusalTag = Refusal['tag'];
