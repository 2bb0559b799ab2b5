// Which sentence tells what an entry of the activity reports. Every operation has its words: a new one breaks the build.
import type { Answer } from '@holdfast/contract';
import type { RoutedOperation } from '@holdfast/contract/paths';
import activity from '../../words/en/activity.ts';

export type ActivityEvent = Answer<'activity.list'>['events'][number];
type ActivityWord = Extract<keyof typeof activity, `${'done' | 'tried' | 'refused' | 'unknown'}.${string}`>;
type Mark = 'held' | 'wait' | 'stop' | 'ended' | 'open' | 'needs' | 'eye';

/** What Holdfast's own clockwork does; no door leads to it, so the contract does not name it. */
type SystemOperation =
  | 'setup.reissue'
  | 'restore.tell'
  | 'restore.stop-hold'
  | 'restore.resume-hold'
  | 'hold.announce'
  | 'hold.ripen'
  | 'hold.ready'
  | 'hold.lapse'
  | 'hold.expire'
  | 'recovery.stopped-by-key'
  | 'recovery.expire'
  | 'recovery.void'
  | 'recovery.held-up'
  | 'recovery-key.remind'
  | 'contact.accepted'
  | 'contact.declined'
  | 'contact.left'
  | 'contact.asked'
  | 'contact.approved'
  | 'contact.objected'
  | 'credential.counter-regressed'
  | 'credential.make-compromised'
  | 'credential.make-withdrawn'
  | 'credential.make-cleared'
  | 'alert.digest'
  | 'push.gone'
  | 'webhook.paused'
  | 'webhook.gone'
  | 'platform-webhook.paused'
  | 'platform-webhook.gone'
  | 'enrolment.dropped'
  | 'wait.moved'
  | 'rules.moved'
  | 'sign-up.known-address';
export type RecordedOperation = RoutedOperation | SystemOperation;

interface Told {
  readonly mark: Mark;
  /** Where several sentences are possible, the ending that this entry's particulars choose. */
  readonly ending?: (event: ActivityEvent) => string;
  /** The sentence names the key, so that no fact repeats it. */
  readonly namesKey?: true;
}

const HOLDS: readonly string[] = [
  'credential.remove',
  'recovery-key.replace',
  'protection.raise-floor',
  'channel.stop',
  'wait.shorten',
  'totp.replace',
  'protection.leave',
  'protection.lower-floor',
  'email.change',
  'contact.remove',
  'contact.lower-needed',
  'account.delete',
  'recovery',
];
const byHold = (event: ActivityEvent) => `.${HOLDS.includes(event.subject ?? '') ? event.subject : 'email.change'}`;

/** A change that was made, or one that waits. */
const ifHeld = (event: ActivityEvent) => (event.effectiveAt === null ? '' : '.hold');
/** What was shown beside a suspended key. */
const byShown = (event: ActivityEvent) =>
  event.subject === 'key' || event.subject === 'link' || event.subject === 'nothing' ? `.${event.subject}` : '';
/** By what the account had before, which is its own again. */
const byFormer = (event: ActivityEvent) => (event.subject === 'former' ? '.former' : '');
/** Staff's own record of it, or the record of whom it was done to. */
const byStaff = (event: ActivityEvent) => (event.actor === 'staff' ? '.staff' : '');

/** Null: it only reads, or nothing of it is ever on an account's record when it is done. */
const DONE: Readonly<Record<RecordedOperation, Told | null>> = {
  'platform.read': null,
  'setup.read': null,
  'setup.key-options': null,
  'setup.add-key': null,
  'setup.complete': { mark: 'held' },
  'sign-up.begin': null,
  'sign-up.confirm': null,
  'sign-up.key-options': null,
  'sign-up.make-totp': null,
  'sign-up.complete': {
    mark: 'held',
    ending: (event) => (event.keyName === null ? '.password' : '.key'),
    namesKey: true,
  },
  'sign-in.key-options': null,
  'sign-in.key': { mark: 'held', namesKey: true },
  'sign-in.password': { mark: 'open' },
  'sign-in.second-key-options': null,
  'sign-in.second-key': { mark: 'held', namesKey: true },
  'sign-in.second-totp': { mark: 'held', ending: byFormer },
  'sign-in.second-backup-code': { mark: 'needs', ending: byFormer },
  'recovery-link.begin': { mark: 'open' },
  'recovery-link.open': { mark: 'open' },
  'recovery-link.prove': { mark: 'open' },
  'recovery-link.key-options': null,
  'recovery-link.complete': {
    mark: 'needs',
    ending: (event) => (event.keyName === null ? '.password' : '.key'),
    namesKey: true,
  },
  'recovery-link.make-totp': { mark: 'open' },
  'recovery-link.replace-totp': { mark: 'wait' },
  'take-back.begin': { mark: 'open' },
  'take-back.open': { mark: 'open' },
  'take-back.key-options': null,
  'enrolment.take-back': { mark: 'needs' },
  'step-up.key-options': null,
  'step-up.key': { mark: 'held', namesKey: true },
  'step-up.password': { mark: 'held' },
  'step-up.second-key-options': null,
  'step-up.second-key': { mark: 'held' },
  'step-up.recovery-key': {
    mark: 'needs',
    ending: (event) => (event.subject === 'trusted' ? '.trusted' : ''),
    namesKey: true,
  },
  'session.read': null,
  'session.sign-out': { mark: 'ended' },
  'session.list': null,
  'session.end': { mark: 'ended' },
  'session.end-others': { mark: 'ended' },
  'account.read': null,
  'account.rename': { mark: 'held' },
  'account.delete': { mark: 'wait' },
  'account.lock': { mark: 'ended' },
  'account.rehearse-lock': null,
  'incident.read': null,
  'incident.answer': { mark: 'held' },
  'email.change': { mark: 'open' },
  'email.confirm': { mark: 'held', ending: ifHeld },
  'email.read-contest': null,
  'email.contest': { mark: 'needs' },
  'email.decide': { mark: 'held' },
  'password.set': { mark: 'held' },
  'password.remove': { mark: 'held' },
  'totp.begin': { mark: 'open' },
  'totp.confirm': { mark: 'held' },
  'totp.remove': { mark: 'held' },
  'backup-code.make': { mark: 'held' },
  'credential.list': null,
  'credential.add-options': null,
  'credential.add': { mark: 'held' },
  'credential.rename': { mark: 'held' },
  'credential.remove': { mark: 'wait' },
  'credential.suspend': { mark: 'ended' },
  'credential.bring-back': { mark: 'held' },
  'credential.confirm': { mark: 'held' },
  'credential.come-back-options': null,
  'credential.come-back': { mark: 'needs', ending: byShown, namesKey: true },
  'enrolment.read': null,
  'enrolment.begin': { mark: 'open' },
  'enrolment.drop': { mark: 'ended' },
  'enrolment.make-recovery-keys': { mark: 'open', ending: (event) => (event.subject === 'again' ? '.again' : '') },
  'enrolment.prove': { mark: 'open' },
  'enrolment.commit-options': null,
  'enrolment.commit': { mark: 'held', ending: (event) => (event.subject === 'hardware' ? '.hardware' : '') },
  'enrolment.dropped': { mark: 'ended' },
  'wait.lengthen': { mark: 'held' },
  'wait.shorten': { mark: 'held', ending: ifHeld },
  'wait.moved': { mark: 'held' },
  'rules.moved': null,
  'protection.leave': { mark: 'wait' },
  'protection.raise-floor': { mark: 'held', ending: ifHeld },
  'protection.lower-floor': { mark: 'wait' },
  'recovery-key.test': { mark: 'held' },
  'recovery-key.make': { mark: 'open' },
  'recovery-key.replace': { mark: 'held' },
  'hold.list': null,
  'hold.veto': { mark: 'held', ending: byHold },
  'hold.finish-options': null,
  'hold.finish': { mark: 'needs', ending: byHold },
  'recovery.begin': { mark: 'wait' },
  'recovery.read': null,
  'recovery.withdraw': { mark: 'ended' },
  'recovery.key-options': { mark: 'open' },
  'recovery.keep-options': { mark: 'open' },
  'recovery.add-key': { mark: 'needs' },
  'recovery.complete': { mark: 'held' },
  'training.read': null,
  'training.keys': null,
  'training.ask': null,
  'training.ask-one': null,
  'training.changes': null,
  'training.opt-out': { mark: 'held' },
  'training.opt-in': { mark: 'open' },
  'contact.list': null,
  'contact.invite': { mark: 'open' },
  'contact.remove': { mark: 'ended', ending: ifHeld },
  'contact.set-needed': { mark: 'held', ending: ifHeld },
  'contact.cases': null,
  'contact.accept-options': null,
  'contact.accept': { mark: 'held' },
  'contact.decline': { mark: 'ended' },
  'contact.approve-options': null,
  'contact.approve': { mark: 'held', namesKey: true },
  'recovery-key.remind': { mark: 'wait' },
  'contact.accepted': { mark: 'held' },
  'contact.declined': { mark: 'ended' },
  'contact.left': { mark: 'needs' },
  'contact.asked': { mark: 'wait' },
  'contact.approved': { mark: 'needs' },
  'contact.read-ask': null,
  'contact.not-them': { mark: 'stop' },
  'contact.objected': { mark: 'needs' },
  'activity.list': null,
  'activity.days': null,
  'activity.export': { mark: 'open' },
  'activity.download': null,
  'data.export': { mark: 'eye' },
  'data.download': null,
  'activity.prove': null,
  'activity.prove-history': null,
  'webhook.list': null,
  'webhook.add': { mark: 'held' },
  'webhook.remove': { mark: 'ended', ending: ifHeld },
  'webhook.rotate-secret': { mark: 'held' },
  'webhook.test': { mark: 'open' },
  'webhook.deliveries': null,
  'webhook.replay': { mark: 'open' },
  'push.public-key': null,
  'push.list': null,
  'push.subscribe': { mark: 'held' },
  'push.unsubscribe': { mark: 'ended', ending: ifHeld },
  'push.test': { mark: 'open' },
  'platform-webhook.list': null,
  'platform-webhook.add': { mark: 'held' },
  'platform-webhook.remove': { mark: 'ended' },
  'platform-webhook.rotate-secret': { mark: 'held' },
  'platform-webhook.test': { mark: 'open' },
  'platform-webhook.deliveries': null,
  'platform-webhook.replay': { mark: 'open' },
  'log.read': null,
  'log.prove-growth': null,
  'staff.list': null,
  'staff.grant': { mark: 'held', ending: byStaff },
  'staff.revoke': { mark: 'ended', ending: byStaff },
  'support.look': { mark: 'eye', ending: byStaff },
  'support.start-recovery': { mark: 'open', ending: byStaff },
  'outbox.list-dead': null,
  'outbox.retry': { mark: 'open' },
  'live.watch': null,
  'alert.list': null,
  'alert.read': null,
  'alert.disown': { mark: 'held' },
  'alert.lock': { mark: 'ended' },
  'setup.reissue': { mark: 'needs' },
  'restore.tell': { mark: 'needs' },
  'restore.stop-hold': { mark: 'held' },
  'restore.resume-hold': { mark: 'wait' },
  'hold.announce': { mark: 'wait', ending: byHold },
  'hold.ripen': { mark: 'needs', ending: byHold },
  'hold.ready': { mark: 'wait', ending: byHold },
  'hold.lapse': { mark: 'wait', ending: byHold },
  'hold.expire': { mark: 'held', ending: byHold },
  'recovery.stopped-by-key': { mark: 'held', namesKey: true },
  'recovery.expire': { mark: 'ended' },
  'recovery.void': { mark: 'ended' },
  'recovery.held-up': { mark: 'wait' },
  'credential.counter-regressed': { mark: 'needs' },
  'credential.make-compromised': { mark: 'needs' },
  'credential.make-withdrawn': { mark: 'needs' },
  'credential.make-cleared': { mark: 'open' },
  'alert.digest': { mark: 'eye' },
  'push.gone': { mark: 'needs' },
  'webhook.paused': { mark: 'needs' },
  'webhook.gone': { mark: 'needs' },
  'platform-webhook.paused': { mark: 'needs' },
  'platform-webhook.gone': { mark: 'needs' },
  'sign-up.known-address': { mark: 'open' },
};

/** How an attempt is told when it was refused; the reason follows in a sentence of its own. */
const tried = (operation: RecordedOperation): ActivityWord => {
  const own = `tried.${operation}`;
  if (isWord(own)) return own;
  return DONE[operation] ? 'tried.system' : 'tried.read';
};

const isWord = (key: string): key is ActivityWord => Object.hasOwn(activity, key);
export const isRecorded = (operation: string): operation is RecordedOperation => Object.hasOwn(DONE, operation);

export interface Telling {
  readonly mark: Mark;
  /** One or two sentences of the catalogue, said after another. */
  readonly words: readonly ActivityWord[];
  readonly namesKey: boolean;
}

/** Never without words: what a newer server records is told by its name. */
export function tellEvent(event: ActivityEvent): Telling {
  const { operation, outcome, reason } = event;
  if (!isRecorded(operation)) {
    return { mark: outcome === 'done' ? 'open' : 'stop', words: [`unknown.${outcome}`], namesKey: false };
  }
  if (outcome === 'refused') {
    const why = `refused.${reason ?? 'other'}`;
    const namesKey = operation === 'sign-in.key' || operation === 'credential.come-back';
    return { mark: 'stop', words: [tried(operation), isWord(why) ? why : 'refused.other'], namesKey };
  }
  const told = DONE[operation];
  const sentence = `done.${operation}${told?.ending?.(event) ?? ''}`;
  if (!told || !isWord(sentence)) return { mark: 'open', words: ['unknown.done'], namesKey: false };
  const waits = told.ending === ifHeld && event.effectiveAt !== null;
  return { mark: waits ? 'wait' : told.mark, words: [sentence], namesKey: told.namesKey ?? false };
}
