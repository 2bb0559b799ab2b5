// Which class, activity and severity of OCSF each operation is told in. An operation without a row does not compile.

import type { Operation } from '../../authority.ts';
import { type OcsfClassName, OTHER_ACTIVITY, type SeverityId } from './ocsf-classes.ts';

interface Severity {
  readonly done: SeverityId;
  readonly refused: SeverityId;
}

export interface OcsfRule {
  readonly of: OcsfClassName;
  readonly activity: number;
  readonly severity: Severity;
  /** What is managed, where the class is about a thing. */
  readonly thing?: string;
}

const rule =
  (of: OcsfClassName) =>
  (activity: number, severity: Partial<Severity> = {}): OcsfRule => ({
    of,
    activity,
    severity: { done: 1, refused: 2, ...severity },
  });

const auth = rule('authentication');
const account = rule('account');
const api = rule('api');
const access = (activity: number): OcsfRule => rule('access')(activity, { done: 3, refused: 3 });
const entity = (thing: string, activity: number, severity?: Partial<Severity>): OcsfRule => ({
  ...rule('entity')(activity, severity),
  thing,
});

/** Leaves an event where it is refused only. */
const read = api(2);
const logon = auth(1, { refused: 3 });
const logoff = auth(2);
const change = account(OTHER_ACTIVITY);
/** What a thief of an account would do, or somebody who stops one. */
const grave = account(OTHER_ACTIVITY, { done: 3, refused: 3 });
const factorOn = account(10, { done: 2 });
const factorOff = account(11, { done: 3 });

export const OCSF_RULES: Readonly<Record<Operation, OcsfRule>> = {
  'platform.read': read,
  'setup.read': read,
  'setup.key-options': read,
  'setup.add-key': change,
  'setup.complete': account(1),
  'sign-up.begin': change,
  'sign-up.confirm': change,
  'sign-up.key-options': read,
  'sign-up.make-totp': change,
  'sign-up.complete': account(1),
  'sign-in.key-options': read,
  'sign-in.key': logon,
  'sign-in.password': auth(OTHER_ACTIVITY, { refused: 3 }),
  'sign-in.second-key-options': read,
  'sign-in.second-key': logon,
  'sign-in.second-totp': logon,
  'sign-in.second-backup-code': auth(1, { done: 2, refused: 3 }),
  'recovery-link.begin': auth(OTHER_ACTIVITY),
  'recovery-link.open': auth(OTHER_ACTIVITY),
  'recovery-link.prove': auth(OTHER_ACTIVITY),
  'recovery-link.key-options': read,
  'recovery-link.complete': account(4, { done: 3, refused: 3 }),
  'step-up.key-options': read,
  'step-up.key': auth(OTHER_ACTIVITY),
  'step-up.password': auth(OTHER_ACTIVITY),
  'session.read': read,
  'session.sign-out': logoff,
  'session.list': read,
  'session.end': logoff,
  'session.end-others': logoff,
  'account.read': read,
  'account.rename': change,
  // Account change: delete.
  'account.delete': grave,
  'account.erase': account(6, { done: 3 }),
  'account.lock': auth(2, { done: 3 }),
  'email.change': change,
  'email.confirm': account(OTHER_ACTIVITY, { done: 2 }),
  'password.set': account(3, { done: 2 }),
  'password.remove': factorOff,
  'totp.begin': change,
  'totp.confirm': factorOn,
  'backup-code.make': factorOn,
  'totp.remove': factorOff,
  'credential.list': read,
  'credential.add-options': read,
  'credential.add': factorOn,
  'credential.rename': change,
  'credential.remove': factorOff,
  'enrolment.read': read,
  'enrolment.begin': change,
  'enrolment.drop': change,
  'enrolment.make-recovery-keys': change,
  'enrolment.prove': change,
  'enrolment.commit-options': read,
  'enrolment.commit': change,
  'protection.leave': grave,
  'protection.raise-floor': change,
  'recovery-key.test': change,
  'recovery-key.make': change,
  'recovery-key.replace': change,
  'protection.lower-floor': grave,
  'hold.list': read,
  'hold.veto': entity('hold', 3, { done: 3 }),
  'recovery.begin': grave,
  'recovery.read': read,
  'recovery.withdraw': change,
  'recovery.key-options': grave,
  'recovery.add-key': grave,
  'recovery.complete': grave,
  'training.read': read,
  'training.keys': read,
  'training.ask': read,
  'training.ask-one': read,
  'training.changes': read,
  'training.opt-out': entity('training exclusion', 1),
  'training.opt-in': entity('training exclusion', 4),
  'contact.list': read,
  'contact.invite': entity('recovery contact', 1),
  'contact.remove': entity('recovery contact', 4, { done: 2 }),
  'contact.set-needed': entity('recovery contact', 3),
  'contact.cases': read,
  'contact.accept-options': read,
  'contact.accept': entity('recovery contact', 3),
  'contact.decline': entity('recovery contact', 4),
  'contact.approve-options': read,
  'contact.approve': entity('recovery contact', 3, { done: 3 }),
  'activity.list': read,
  'activity.days': read,
  'activity.export': api(2, { done: 2 }),
  'activity.download': read,
  'data.export': api(2, { done: 2 }),
  'data.download': read,
  'activity.prove': read,
  'activity.prove-history': read,
  'webhook.list': read,
  'webhook.add': entity('webhook', 1, { done: 2 }),
  'webhook.remove': entity('webhook', 4),
  'webhook.rotate-secret': entity('webhook', 3, { done: 2 }),
  'webhook.test': entity('webhook', 2),
  'webhook.deliveries': read,
  'webhook.replay': entity('webhook', 2),
  'push.public-key': read,
  'push.list': read,
  'push.subscribe': entity('browser notification', 1, { done: 2 }),
  'push.unsubscribe': entity('browser notification', 4),
  'push.test': entity('browser notification', 2),
  'platform-webhook.list': read,
  'platform-webhook.add': entity('webhook', 1, { done: 2 }),
  'platform-webhook.remove': entity('webhook', 4),
  'platform-webhook.rotate-secret': entity('webhook', 3, { done: 2 }),
  'platform-webhook.test': entity('webhook', 2),
  'platform-webhook.deliveries': read,
  'platform-webhook.replay': entity('webhook', 2),
  'outbox.list-dead': read,
  'outbox.retry': entity('delivery', 3),
  'live.watch': read,
  'log.read': read,
  'log.prove-growth': read,
  'staff.list': read,
  'staff.grant': access(1),
  'staff.revoke': access(2),
  'support.look': api(2, { done: 2 }),
  'support.start-recovery': grave,
  'alert.list': read,
  'alert.read': read,
  'alert.disown': account(9, { done: 4, refused: 2 }),
  'setup.reissue': account(OTHER_ACTIVITY, { done: 3 }),
  'secrets.rotate': entity('secrets', 3, { done: 3 }),
  'retention.run': entity('record', 4, { done: 2 }),
  'configuration.changed': entity('configuration', 3, { done: 4 }),
  'client.add': entity('client', 1, { done: 2 }),
  'client.end': entity('client', 4),
  'clock.moved': entity('clock', 3, { done: 4 }),
  'clock.believed': entity('clock', 3, { done: 3 }),
  'restore.record': entity('database', 3, { done: 4 }),
  'restore.decide': entity('database', 3, { done: 4 }),
  'restore.stop-hold': entity('hold', 3, { done: 3 }),
  'restore.tell': account(OTHER_ACTIVITY, { done: 3 }),
  'restore.resume-hold': entity('hold', 3, { done: 3 }),
  'hold.announce': entity('hold', 2),
  'hold.ripen': entity('hold', 3, { done: 3 }),
  'recovery.stopped-by-key': grave,
  'recovery.expire': change,
  'recovery.void': change,
  'credential.make-compromised': account(OTHER_ACTIVITY, { done: 4 }),
  'credential.make-withdrawn': account(OTHER_ACTIVITY, { done: 3 }),
  'credential.make-cleared': change,
  'recovery-key.remind': entity('recovery key', 2),
  'contact.accepted': entity('recovery contact', 3),
  'contact.declined': entity('recovery contact', 4),
  'contact.left': entity('recovery contact', 4, { done: 2 }),
  'contact.kept': entity('recovery contact', 3),
  'contact.asked': entity('recovery contact', 2),
  'contact.approved': entity('recovery contact', 3, { done: 3 }),
  'credential.counter-regressed': account(OTHER_ACTIVITY, { done: 4 }),
  'alert.digest': entity('digest of refused attempts', 1, { done: 3 }),
  'push.gone': entity('browser notification', 3, { done: 2 }),
  'webhook.paused': entity('webhook', 3, { done: 2 }),
  'webhook.gone': entity('webhook', 3, { done: 2 }),
  'platform-webhook.paused': entity('webhook', 3, { done: 2 }),
  'platform-webhook.gone': entity('webhook', 3, { done: 2 }),
  'sign-up.known-address': change,
};

/** For what an older version recorded under a name that is gone: a change that no activity fits. */
export const ocsfRuleOf = (operation: string): OcsfRule =>
  Object.hasOwn(OCSF_RULES, operation) ? OCSF_RULES[operation as Operation] : change;
