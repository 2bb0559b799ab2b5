// Why something was refused, in words for the holder. They end a sentence: “It was refused: …”.

import type { Refusal } from '../../domain/refusal.ts';

/** The word that the evidence keeps: the reason where a refusal has one, else its tag. */
type ReasonOf<R> = R extends { readonly why: infer Why } ? Why : R extends { readonly tag: infer Tag } ? Tag : never;
export type Reason = ReasonOf<Refusal> & string;

/** A new reason without words breaks the build. */
export const refusalWords: Readonly<Record<Reason, string>> = {
  'signed-out': 'the session had ended',
  'enrolment-required': 'protection has to be turned on first',
  'step-up-required': 'a fresh touch of a key was missing',
  role: 'this account may not do that',
  tier: 'it does not go with this account’s protection',

  'unknown-account': 'there is no such account',
  'no-password': 'this account has none',
  'wrong-password': 'the password was wrong',
  'password-shut': 'after too many wrong passwords, it opens the account only in browsers that were used before',
  'wrong-code': 'the code was wrong',
  frozen: 'after “This wasn’t me”, only a key opens this account',

  malformed: 'the key’s answer could not be read',
  'challenge-unknown': 'the key answered a question that was not asked here',
  'challenge-expired': 'the key’s answer came too late',
  'challenge-spent': 'the same answer had been used before',
  type: 'the key’s answer was meant for something else',
  origin: 'the key was used on another site’s page',
  'top-origin': 'the page stood inside another site’s page',
  'rp-id': 'the key was used for another site’s address',
  'user-not-present': 'nobody touched the key',
  'user-not-verified': 'the key did not check who touched it',
  'user-handle': 'the key named another account',
  algorithm: 'the key signs in a way that is not accepted',
  'public-key': 'the key’s public part could not be read',
  signature: 'the signature did not fit the key',
  attestation: 'what the key says of its maker did not hold',
  'credential-id': 'the key did not say clearly which key it is',
  'backup-state': 'what the key says of its copies did not hold',
  'backup-eligibility-changed': 'the key changed what it says of its copies',
  'metadata-status': 'keys of that make are reported as unsafe',
  'below-floor': 'keys of that kind do not open this account',
  'make-reported': 'the key used is of a make that is reported as unsafe',
  'unknown-credential': 'this account has no such key',
  'foreign-credential': 'the key does not belong to this account',

  'credential-exists': 'the key is registered already',
  'too-many-credentials': 'the account holds as many keys as it can',
  'not-found': 'it was not there',
  'floor-would-break': 'the account would be left with fewer keys than it needs',
  'key-on-probation': 'the key used was added less than a day before',
  'code-refused': 'the code was wrong, used or too old',
  'flow-gone': 'it had taken too long',
  'too-short': 'the password was too short',
  'too-long': 'the password was too long',
  common: 'the password is too well known',
  'email-unchanged': 'that is the address already',
  'email-taken': 'the address cannot be used',
  'requirements-unmet': 'its keys do not meet what that asks for',
  'recovery-key-refused': 'the recovery key was wrong',
  'link-resent': 'the link had been asked for in another browser',
  'not-protected': 'this account is not recovered with recovery keys',
  'case-secret-refused': 'the case secret was mistyped',
  'wrong-recovery-key': 'the recovery key was wrong',
  'recovery-key-spent': 'the recovery key had been used before',
  'recovery-running': 'another recovery is waiting already',
  'recovery-waiting': 'the waiting time was not over',
  'recovery-unapproved': 'recovery contacts had yet to approve',
  'recovery-ended': 'the recovery had ended',
  'clock-doubted': 'the server’s clock was moved, and nothing is finished until it is believed again',
  'recovery-probation': 'the account was recovered less than 3 days before',
  'contact-self': 'that is this account’s own address',
  'contact-exists': 'that is a recovery contact already, or invited as one',
  'too-many-contacts': 'the account has as many recovery contacts as it can',
  'contacts-too-few': 'fewer recovery contacts would be left than a recovery needs',
  'contact-too-new': 'whoever becomes a recovery contact cannot approve at once',
  'approval-given': 'it had been approved before',
  'hold-exists': 'the same change is waiting already',
  'webhook-url': 'that is not an https address',
  'webhook-address': 'the address is not on the public internet',
  'webhook-exists': 'there is a webhook with this address already',
  'too-many-webhooks': 'there are as many webhooks as there can be',
  'push-endpoint': 'that is not the address of a browser at a push service',
  'push-address': 'the push service is not on the public internet',
  'push-key': 'the browser’s key is not one',
  'too-many-browsers': 'as many browsers are told as there can be',
  'webhook-off': 'the webhook is turned off',
  'link-refused': 'the link was used or too old',
  'client-required': 'it is for programs alone',
  'asked-twice': 'the same thing was asked about twice',
  'training-unchanged': 'the ledger said so already',
  'setup-done': 'it had been done',
  'sign-up-closed': 'no new accounts are taken',
  throttled: 'there had been too many tries',
};

/** A whole sentence; without the why for a reason that this version has no words for. */
export const sayRefused = (reason: string | null): string =>
  reason !== null && Object.hasOwn(refusalWords, reason)
    ? `It was refused: ${refusalWords[reason as Reason]}.`
    : 'It was refused.';
