// What the code of each problem means to whoever writes a client: when it comes, and what to do.

import type { ProblemCode } from '../../packages/contract/src/problems.ts';

export interface ProblemNote {
  readonly when: string;
  readonly remedy: string;
}

export const problemNotes: Readonly<Record<ProblemCode, ProblemNote>> = {
  'request.invalid': {
    when: 'A field is missing, unknown, of the wrong type, too long, or holds a NUL. Nothing was stored.',
    remedy: 'Correct what `field`, a JSON pointer, points to. Unknown fields are refused too.',
  },
  'request.too-large': {
    when: 'The body is over 4 KiB, or over 64 KiB where a key’s answer is sent.',
    remedy: 'Send less. It is refused before it is read.',
  },
  'request.media-type': { when: 'The body is not `application/json`.', remedy: 'Send JSON and say so.' },
  'request.origin': {
    when: 'A request that could change something has no `Origin`, another one, or fetch metadata that disagrees.',
    remedy:
      'Ask from the pages at the public URL. Behind a proxy, check that `HOLDFAST_PUBLIC_URL` is what people open.',
  },
  'request.unknown-route': { when: 'Nothing is served at the address.', remedy: 'Compare it with openapi.json.' },
  'session.required': {
    when: 'There is no session cookie, or its session ended, idled out or reached its end.',
    remedy: 'Sign in.',
  },
  'client.required': {
    when: 'There is no `Authorization: Bearer hfp_…` header, or its token was ended or never made here.',
    remedy: 'Ask the operator for a token: `npx holdfast client add`.',
  },
  'session.step-up-required': {
    when: 'The operation wants presence proved within `ageSecondsMax`, and the last proof is older.',
    remedy: 'Run a step-up, then send the same request again.',
  },
  'operation.not-permitted': {
    when: 'The operation does not exist for an account of this tier: a password on a protected account, for example.',
    remedy: 'Do not offer it. `account.read` says which tier the account has.',
  },
  'enrolment.required': {
    when: 'The platform demands Advanced Account Security of this account, and it is not on yet.',
    remedy: 'Go to enrolment. `unmet` of `enrolment.read` says what is missing.',
  },
  'sign-in.refused': {
    when: 'No such account, no such key, a wrong password, a wrong code, a protected account’s password: all alike.',
    remedy: 'Say that it did not open an account. The reason is in the holder’s activity, never in the answer.',
  },
  'ceremony.refused': {
    when: 'What a key signed was not accepted: challenge, origin, RP id, user verification, signature or attestation.',
    remedy: 'Ask for new options and try again. The reason is in the activity.',
  },
  'credential.exists': { when: 'The key is registered already.', remedy: 'Use another key, or sign in with this one.' },
  'credential.too-many': { when: 'The account holds 20 keys.', remedy: 'Remove one first.' },
  'floor.shuts-out': {
    when: 'Protection is turned on for hardware keys only, and a trusted key of the account is of another kind.',
    remedy: 'Turn it on with `floor: advanced`, then raise the floor: that is slow, and can be stopped.',
  },
  'wait.unchanged': {
    when: 'A recovery waits as long already, or as short.',
    remedy: 'Read `waitHours` of `account.read` again.',
  },
  'credential.below-floor': {
    when: 'The account accepts hardware keys only, or is about to, and presence was proved with a key that does not count.',
    remedy: 'Prove presence with a device-bound key whose maker is verified, then send it again.',
  },
  'credential.not-trusted': {
    when: 'Presence was proved with a key that is new (trusted at `from`), or, where `from` is null, with something that is never enough here.',
    remedy:
      'Prove presence with a trusted key, then send it again. A new key is trusted 14 days after it was added, or at once beside a recovery key.',
  },
  'credential.suspended': {
    when: 'The key that signed is suspended: another key, password and code, “This wasn’t me” or a Lock shut it out.',
    remedy:
      'Use another key, or let this one come back (`credential.come-back`): by itself from `comesBackAt` on, where that is not null, or with what a sign-in names in `comesBackWith` (`key`, `factors`, `recovery-key`, `pair`).',
  },
  'credential.same-key': {
    when: 'A second proof, or a word for a key, came from the same key as the first.',
    remedy: 'Use another key of the account.',
  },
  'credential.last-trusted-way': {
    when: 'Suspending or ending this key would leave no trusted way into the account.',
    remedy: 'Add another key first.',
  },
  'credential.make-reported': {
    when: 'FIDO metadata reports the make of the key that proved presence. It signs in and adds another key for 14 days.',
    remedy: 'Prove presence with a key of another make; where there is none, add one first.',
  },
  'floor.would-break': {
    when: 'The account would fall below what its tier requires. `unmet` says what would be missing.',
    remedy: 'Add what is missing first.',
  },
  'not-found': {
    when: 'There is no such thing, or it belongs to another account. The two look alike.',
    remedy: 'Read the list again.',
  },
  'code.refused': {
    when: 'The code is wrong, was used, or is too old.',
    remedy: 'Let the person type it again. After five tries the attempt ends with `flow.gone`.',
  },
  'flow.gone': {
    when: 'The sign-up, second step or confirmation has expired, was finished elsewhere, or has no tries left.',
    remedy: 'Start again from its first step.',
  },
  'password.refused': {
    when: 'The new password is shorter than 12 or longer than 256 characters, or easily guessed. `reason` says which.',
    remedy: 'Ask for a longer one. Nothing about its composition is demanded.',
  },
  'email.unchanged': { when: 'The new address is the account’s own.', remedy: 'Nothing.' },
  'email.contested': {
    when: 'Another address was asked for, confirmed or to be finished while the address of the account is contested.',
    remedy: 'Decide first which address stays (`email.decide`). What waits can be finished after that.',
  },
  'email.taken': {
    when: 'During set-up: an account with this address exists.',
    remedy: 'Use another address. Nowhere else does an answer tell that an address is known.',
  },
  'requirements.unmet': {
    when: 'The change is not ready to be made. `unmet` lists what is missing.',
    remedy: 'Show the list and lead to it.',
  },
  'recovery-key.void': {
    when: 'The recovery key typed in a drill is the account’s and void: the database was put back and the operator has not decided, or it began a recovery under rules that are no more.',
    remedy: 'Let the person try the other one, or make new ones.',
  },
  'recovery-key.refused': {
    when: 'What was typed does not read as a recovery key, or is not one of those just shown.',
    remedy: 'Let the person look again; `group`, where it is known, is the group of four with the mistake.',
  },
  'case-secret.refused': {
    when: 'What was typed does not read as a case secret. Worked out from the text alone: it is not counted as a guess.',
    remedy: 'Let the person look again; `group`, where it is known, is the group of four with the mistake.',
  },
  'recovery.refused': {
    when: 'No such account, a standard account, a recovery key that is wrong or void, a recovery that this key began and that still waits: all alike.',
    remedy: 'Say that it opened no recovery. The reason is in the holder’s activity, never in the answer.',
  },
  'recovery.waiting': {
    when: 'New keys were offered, or the recovery was to be completed, before `ripensAt`. Where no alert of it was accepted yet, that is up to 7 days later than first said.',
    remedy: 'Come back then. Nobody can shorten the wait.',
  },
  'recovery.unapproved': {
    when: 'The wait is over, and of the `needed` recovery contacts only `approved` have approved.',
    remedy: 'Ask the others. One who says nothing is needed for 30 days more, one who said “This is not them” for 60.',
  },
  'recovery.ended': {
    when: 'The recovery was stopped, given up, expired, completed, or its recovery keys were replaced.',
    remedy: 'Sign in with a key, or begin another one. Being stopped spends no recovery key.',
  },
  'clock.doubted': {
    when: 'The recovery was to be completed while the server’s clock is not believed: it was moved less than 24 h of running ago, or two clocks are apart.',
    remedy:
      'Come back later: nothing expires meanwhile, and the time to come back grows by what is lost. The operator finds what to do in operating.md.',
  },
  'account.on-probation': {
    when: 'The account was recovered less than three days ago, and the operation is one that a thief would hurry to use.',
    remedy: 'Wait until `until`.',
  },
  'contact.self': { when: 'The account’s own address was invited.', remedy: 'Invite somebody else.' },
  'contact.exists': {
    when: 'The address is a contact, or its invitation waits; or the account that accepts is a contact of this holder already.',
    remedy: 'Read the list again.',
  },
  'contact.too-many': {
    when: 'The account holds 10 contacts and invitations.',
    remedy: 'Remove one, or withdraw an invitation, first.',
  },
  'contact.too-few': {
    when: 'More approvals would be `needed` than the contacts that are `left`, and count by now, could give.',
    remedy: 'Invite another contact first, or ask for fewer approvals.',
  },
  'contact.too-new': {
    when: 'The contact had not accepted as long before the recovery began as its holder’s recoveries wait. It counts neither to approve nor toward how many are needed.',
    remedy: 'Nothing: the recovery does not need this contact.',
  },
  'contact.approved': { when: 'The contact approved this recovery before.', remedy: 'Nothing.' },
  'hold.exists': { when: 'Such a change is waiting already.', remedy: 'Show the one that waits.' },
  'hold.waits': {
    when: 'The change waits until `until`.',
    remedy: 'Come back then, or show two proofs where that finishes it at once.',
  },
  'hold.expired': { when: 'The wait was over, and nobody finished it within 14 days.', remedy: 'Begin it again.' },
  'hold.second-touch': {
    when: 'The key that began the change may not finish it, or not before `from`.',
    remedy: 'Use another trusted key of the account. Where none was used meanwhile, wait until `from`.',
  },
  'webhook.refused': {
    when: 'The webhook’s address is no https address (`reason` webhook-url), or its host is not on the public internet (webhook-address).',
    remedy: 'Give the public https address of the receiver. See webhooks.md.',
  },
  'webhook.exists': {
    when: 'A webhook with this address is there already.',
    remedy: 'Use that one: `webhook.rotate-secret` gives it a new secret, `webhook.test` turns it on again.',
  },
  'webhook.too-many': {
    when: 'There are five webhooks of the account already, or ten of the platform.',
    remedy: 'Remove one first.',
  },
  'push.refused': {
    when: 'The subscription’s address is no https address (`reason` push-endpoint), its host is not on the public internet (push-address), or its key is not on the curve (push-key).',
    remedy: 'Send what `PushSubscription.toJSON()` gave, unchanged. See notifications.md.',
  },
  'push.too-many': {
    when: 'Ten browsers of the account are told already.',
    remedy: 'Turn notifications off in one of them first.',
  },
  'webhook.off': {
    when: 'Something was to be sent again to a webhook that is paused or gone.',
    remedy: 'Send a test first: it turns the webhook on again.',
  },
  'link.resent': {
    when: 'This browser had asked for a recovery link when no further one was mailed, and follows one that another browser had asked for. It is used up, and one for this browser was mailed.',
    remedy: 'Open the newest mail in this browser.',
  },
  'link.refused': {
    when: 'The link was used, altered, replaced by a newer one, or is too old.',
    remedy: 'Get a new link.',
  },
  'training.unchanged': {
    when: 'Opting out of training, or in again, where that is how it stands.',
    remedy: 'Nothing: it is as asked for.',
  },
  'setup.done': { when: 'The server has its operator.', remedy: 'Sign in.' },
  'sign-up.closed': { when: '`HOLDFAST_SIGN_UP` is `closed`.', remedy: 'Do not offer sign-up; `platform.read` tells.' },
  'lock.limited': {
    when: 'The same key, or a link, locked the account at `from`.',
    remedy: 'Lock with another key, or end sessions one by one, until `until`.',
  },
  'request.throttled': {
    when: 'Too many attempts from this network, in this browser or on this account, or more costly reads of one account than its budget has.',
    remedy: 'Wait `retryAfterSeconds`, which is also in `Retry-After`. Other accounts are not affected.',
  },
  'server.fault': {
    when: 'A mistake in Holdfast. The change was rolled back.',
    remedy: 'Quote `reference` to the operator: the log has it.',
  },
  'server.unavailable': {
    when: 'The database or the disk does not answer, or too many passwords wait to be checked. Nothing was changed.',
    remedy: 'Try again after `Retry-After`.',
  },
};
