// What each "no" says to a person: what happened, and what to do. A page may say it more exactly in its own words.
import type { ProblemCode } from '@holdfast/contract/problems';

const problems = {
  'request.invalid': 'The server could not read what was sent. Check the fields and try again.',
  'request.too-large': 'What was sent is too large.',
  'request.media-type': 'The server could not read what was sent.',
  'request.origin': 'The request did not come from these pages. Open the address by hand and try again.',
  'request.unknown-route': 'There is nothing at that address.',
  'session.required': 'You were signed out. Sign in again to go on.',
  'session.step-up-required': 'Nothing was changed: this needs a fresh proof that it is you.',
  'operation.not-permitted': 'This account may not do that.',
  'enrolment.required': 'This account has to be protected first.',
  'sign-in.refused': 'That did not open an account. Check the address and your key.',
  'ceremony.refused': 'The key answered, but its answer could not be accepted. Try again.',
  'credential.exists': 'This key is registered already. Use another one.',
  'credential.too-many': 'The account can hold no more keys. Remove one first.',
  'credential.below-floor': 'The key you used does not count for hardware keys only. Use one whose maker is verified.',
  'credential.not-trusted': 'The key you used is new. It signs you in, but cannot do this yet.',
  'credential.suspended': 'The key you used is suspended: it opens nothing. Use another one.',
  'credential.same-key': 'That was the same key again. Use another one.',
  'credential.last-trusted-way': 'This is the only trusted way into your account. Add another key first.',
  'floor.shuts-out':
    'Hardware keys only would shut out a key that you trust. Turn protection on first, and be stricter afterwards.',
  'credential.make-reported':
    'The key you used is of a make that is reported as unsafe. Use another one, or add one first.',
  'floor.would-break': 'The account would be left with less than it needs.',
  'not-found': 'It is not there any more, or it is not yours.',
  'code.refused': 'That code is wrong, used or too old.',
  'flow.gone': 'This took too long, so it has ended. Start again.',
  'password.refused': 'This password is too short or too well known. Choose a longer one.',
  'email.unchanged': 'That is already your address.',
  'email.contested': 'Your address is contested. Decide first which one stays, on the page “Settings”.',
  'email.taken': 'An account with this address exists already.',
  'requirements.unmet': 'Something that is needed is still missing.',
  'recovery-key.void': 'This recovery key does not count, or not at the moment. Try the other one, or make new ones.',
  'case-secret.refused': 'That is not a whole case secret.',
  'recovery-key.refused': 'That is not one of the account’s recovery keys.',
  'recovery.refused': 'That did not open a recovery. Check the address and the recovery key.',
  'recovery.waiting': 'This recovery still waits. Nobody can shorten that.',
  'recovery.unapproved': 'Your recovery contacts have yet to approve.',
  'recovery.ended': 'This recovery has ended. It cannot be completed any more.',
  'clock.doubted':
    'The server’s clock was moved, and nothing is finished until it is believed again. That takes about a day. Nothing expires meanwhile.',
  'account.on-probation':
    'This account was recovered less than 3 days ago. Until those 3 days are over, this is not possible.',
  'contact.self': 'That is your own address.',
  'contact.exists': 'That is a recovery contact already, or invited as one.',
  'contact.too-many': 'An account can have no more recovery contacts. Remove one first.',
  'contact.too-few': 'Too few recovery contacts would count. A new one counts after as long as a recovery waits.',
  'contact.too-new': 'You became a contact too late to count in this recovery. It does not need you.',
  'contact.approved': 'You have approved this recovery already.',
  'hold.waits': 'The waiting time is not over yet.',
  'hold.expired': 'Nobody finished this in time. Begin it again.',
  'hold.second-touch': 'That key cannot finish this, or not yet. Use another one.',
  'hold.exists': 'Such a change is waiting already.',
  'push.refused': 'This browser’s push service cannot be used from here.',
  'push.too-many': 'No more browsers can be told. Turn one off first.',
  'webhook.refused': 'That address cannot be used. It begins with https:// and is on the public internet.',
  'webhook.exists': 'There is a webhook with this address already.',
  'webhook.too-many': 'There can be no more webhooks. Remove one first.',
  'webhook.off': 'This webhook is turned off. Send a test first: that turns it on again.',
  'link.resent':
    'Another browser had asked for that link. We have sent one for this browser: open the newest mail here.',
  'link.refused': 'This link was used already, is too old, or is not whole.',
  'client.required': 'That address is for programs.',
  'wait.unchanged': 'A recovery waits that long already.',
  'training.unchanged': 'That is how it is already.',
  'setup.done': 'This server has been set up.',
  'sign-up.closed': 'This platform does not take new accounts.',
  'lock.limited': 'It was locked in this way {{from}}; next {{until}}. Another key can lock it now.',
  'request.throttled': 'Too many tries from here. Wait a little before the next.',
  'server.fault': 'The fault is on our side.',
  'server.unavailable': 'The server cannot do this right now. Try again in a minute.',
  'throttled.in': 'Too many tries from here. You can try again in {{span}}.',
  unreachable: 'No answer came. Check your connection and try again.',
  unknown: 'This page made a mistake. Load it again.',
} as const satisfies Record<ProblemCode, string> & Record<string, string>;

export default problems;

declare module 'i18next' {
  interface ResourceNamespaceMap {
    problems: typeof problems;
  }
}
