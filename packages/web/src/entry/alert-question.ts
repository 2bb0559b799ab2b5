// Which question an alert's page asks, by what the alert was about.
import type { Answer } from '@holdfast/contract';

type Alert = Pick<Answer<'alert.read'>, 'operation' | 'outcome' | 'place'> &
  Partial<Pick<Answer<'alert.read'>, 'subject'>>;

const DONE = {
  'step-up.key': 'step-up',
  'setup.complete': 'account-made',
  'sign-up.complete': 'account-made',
  'sign-up.known-address': 'known-address',
  'account.delete': 'deleting',
  'account.lock': 'locked',
  'account.rename': 'renamed',
  'alert.lock': 'locked',
  'alert.disown': 'pressed',
  'email.change': 'email',
  'email.confirm': 'email',
  'password.set': 'password-set',
  'password.remove': 'password-removed',
  'totp.confirm': 'app-set',
  'totp.remove': 'app-removed',
  'credential.add': 'key-added',
  'credential.rename': 'key-renamed',
  'credential.remove': 'key-removed',
  'credential.suspend': 'key-suspended',
  'credential.bring-back': 'key-back',
  'credential.confirm': 'key-vouched',
  'credential.come-back': 'key-came-back',
  'step-up.recovery-key': 'recovery-key-typed',
  'credential.counter-regressed': 'counter',
  'enrolment.begin': 'enrolling',
  'enrolment.dropped': 'enrolling',
  'enrolment.make-recovery-keys': 'enrolling',
  'credential.make-compromised': 'make',
  'credential.make-withdrawn': 'make',
  'credential.make-cleared': 'make',
  'enrolment.commit': 'protected',
  'enrolment.take-back': 'taken-back',
  'email.contest': 'contested',
  'email.decide': 'email',
  'totp.begin': 'app-set',
  'recovery-link.replace-totp': 'waiting',
  'recovery-key.make': 'recovery-keys',
  'wait.lengthen': 'wait',
  'wait.shorten': 'wait',
  'wait.moved': 'other',
  'protection.leave': 'leaving',
  'protection.raise-floor': 'raised',
  'protection.lower-floor': 'lowering',
  'backup-code.make': 'backup-codes',
  'recovery-link.complete': 'came-back',
  'staff.grant': 'staff',
  'staff.revoke': 'staff',
  'recovery-key.replace': 'recovery-keys',
  'recovery.begin': 'recovering',
  'recovery.add-key': 'recovering',
  'recovery.withdraw': 'withdrawn',
  'recovery.held-up': 'recovering',
  'recovery.complete': 'recovered',
  'recovery.stopped-by-key': 'key-used',
  'contact.invite': 'contacts',
  'contact.remove': 'contacts',
  'contact.set-needed': 'contacts',
  'contact.accept': 'became-contact',
  'contact.decline': 'became-contact',
  'contact.approve': 'approved',
  'contact.accepted': 'contact',
  'contact.declined': 'contact',
  'contact.left': 'contact',
  'contact.asked': 'asked',
  'contact.approved': 'recovering',
  'contact.not-them': 'approved',
  'contact.objected': 'recovering',
  'hold.veto': 'stopped',
  'restore.resume-hold': 'waiting',
  'push.subscribe': 'push-on',
  'push.unsubscribe': 'push-off',
  'alert.digest': 'digest',
  'push.gone': 'push-gone',
  'activity.export': 'exported',
  'data.export': 'exported-data',
  'webhook.add': 'webhook-added',
  'webhook.remove': 'webhook-removed',
  'webhook.rotate-secret': 'webhook-secret',
  'webhook.paused': 'webhook-off',
  'webhook.gone': 'webhook-off',
  'platform-webhook.add': 'webhook-added',
  'platform-webhook.remove': 'webhook-removed',
  'platform-webhook.rotate-secret': 'webhook-secret',
  'platform-webhook.paused': 'webhook-off',
  'platform-webhook.gone': 'webhook-off',
  'hold.announce': 'waiting',
  'hold.ready': 'waiting',
  'hold.lapse': 'waiting',
  'hold.ripen': 'happened',
  'hold.finish': 'happened',
  'hold.expire': 'over',
  'restore.stop-hold': 'over',
  'recovery.expire': 'recovering',
  'recovery.void': 'recovering',
  'session.end': 'session-ended',
  'session.end-others': 'session-ended',
  'incident.answer': 'answered',
  'training.opt-out': 'training',
  'training.opt-in': 'training',
  'setup.reissue': 'as-it-should',
  'restore.tell': 'as-it-should',
  'recovery-key.remind': 'as-it-should',
} as const;

type Known = keyof typeof DONE;

export type AlertQuestion =
  | (typeof DONE)[Known]
  | `sign-in${'' | '.tried'}${'' | '.from'}`
  | 'recovery.tried'
  | 'support.tried'
  | 'tried'
  | 'other';

export function alertQuestion({ operation, outcome, place, subject }: Alert): AlertQuestion {
  if (operation.startsWith('sign-in.')) {
    return `sign-in${outcome === 'refused' ? '.tried' : ''}${place ? '.from' : ''}`;
  }
  if (outcome === 'refused' && /^recovery(-link)?\./.test(operation)) return 'recovery.tried';
  if (operation === 'support.start-recovery') return 'support.tried';
  if (outcome === 'refused') return operation.startsWith('step-up.') ? 'step-up' : 'tried';
  // A recovery that waits or is ripe: the same question each time it is told of.
  if (subject === 'recovery' && (operation === 'hold.announce' || operation === 'hold.ripen')) return 'recovering';
  return Object.hasOwn(DONE, operation) ? DONE[operation as Known] : 'other';
}
