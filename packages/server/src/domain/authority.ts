// THE table: each operation, who may do it, with what proof, on which tier, and what evidence and alert it leaves.
// A route whose operation is not here cannot be registered; a credential of a protected account has no row but its holder's.

import type { Role } from './account/account.ts';
import { allow, type Decision, refuse } from './decision.ts';
import { enrolmentRows } from './operations/enrolment.ts';
import { keyOperations } from './operations/keys.ts';
import {
  type Authority,
  about,
  holder,
  needsSession,
  open,
  operator,
  quiet,
  signIn,
  slow,
  staff,
  system,
  told,
  toldIfProtected,
  trusted,
  type Who,
} from './operations/row.ts';
import { standardAccountRows } from './operations/standard-account.ts';
import type { Policy } from './policy/policy.ts';
import { requireOffProbation } from './recovery/recovery-probation.ts';
import { isFresh } from './session/session.ts';
import { isProtected, type Tier } from './tier.ts';

export { type AlertRule, type Authority, type DisownSubject, needsSession } from './operations/row.ts';

export const authority = {
  ...enrolmentRows,
  ...standardAccountRows,
  'platform.read': open('anyone', 'read'),

  'setup.read': open('link', 'read'),
  'setup.key-options': open('link', 'read'),
  'setup.add-key': open('link', 'write'),
  'setup.complete': open('link', 'write', { done: 'always', refused: 'never' }),

  'sign-up.begin': open('anyone', 'write'),
  'sign-up.confirm': open('flow', 'write'),
  'sign-up.key-options': open('flow', 'read'),
  'sign-up.make-totp': open('flow', 'write'),
  'sign-up.complete': open('flow', 'write', { done: 'always', refused: 'never' }),

  'sign-in.key-options': open('anyone', 'read'),
  'sign-in.key': about('key', open('anyone', 'write', signIn)),
  'sign-in.password': open('anyone', 'write', { done: 'never', refused: 'protected' }),
  'sign-in.second-key-options': open('flow', 'read'),
  'sign-in.second-key': about('key', open('flow', 'write', signIn)),
  'sign-in.second-totp': about('factor', open('flow', 'write', signIn)),
  'sign-in.second-backup-code': about('factor', open('flow', 'write', { done: 'always', refused: 'protected' })),

  'session.read': holder({ effect: 'read', whileEnrolling: true }),
  'session.sign-out': holder({ effect: 'write', whileEnrolling: true }),
  'session.list': holder({ effect: 'read', whileEnrolling: true }),
  'session.end': holder({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),
  'session.end-others': holder({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),

  'account.read': holder({ effect: 'read', whileEnrolling: true }),
  'account.rename': holder({ effect: 'write', rights: 'day', alert: toldIfProtected }),
  'account.delete': slow({ whileEnrolling: true, onProbation: 'refused' }),
  'account.lock': holder({ effect: 'write', whileEnrolling: true, alert: { done: 'always', refused: 'never' } }),
  'account.rehearse-lock': holder({ effect: 'read', whileEnrolling: true }),
  'incident.read': holder({ effect: 'read', whileEnrolling: true }),
  'incident.answer': trusted({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),

  ...keyOperations,

  'protection.leave': slow({ tiers: 'protected', onProbation: 'refused' }),
  'protection.raise-floor': slow({ tiers: 'protected' }),
  'recovery-key.test': holder({ effect: 'write', tiers: 'protected' }),
  'recovery-key.make': trusted({ effect: 'write', tiers: 'protected', alert: told }),
  'wait.lengthen': trusted({ effect: 'write', tiers: 'protected', alert: told }),
  'wait.shorten': slow({ tiers: 'protected', onProbation: 'refused' }),
  // What is refused here is a slip of the pen: whoever may not do this at all was refused, and told of, at the make.
  'recovery-key.replace': slow({ tiers: 'protected', alert: { done: 'always', refused: 'never' } }),
  'protection.lower-floor': slow({ tiers: 'protected', onProbation: 'refused' }),
  'hold.list': holder({ effect: 'read', whileEnrolling: true }),
  'hold.veto': holder({ effect: 'write', whileEnrolling: true, alert: { done: 'always', refused: 'never' } }),
  'hold.finish-options': holder({ effect: 'read', whileEnrolling: true }),
  // Its own rule says which key, and after how long: one that is asked of no other operation.
  'hold.finish': holder({ effect: 'write', whileEnrolling: true, alert: told }),

  'recovery.begin': open('anyone', 'write', { done: 'always', refused: 'protected' }),
  'recovery.read': open('link', 'read'),
  'recovery.withdraw': open('link', 'write', { done: 'always', refused: 'never' }),
  'recovery.key-options': open('link', 'write', { done: 'never', refused: 'protected' }),
  'recovery.keep-options': open('link', 'write', { done: 'never', refused: 'protected' }),
  'recovery.add-key': open('link', 'write', { done: 'always', refused: 'protected' }),
  'recovery.complete': about('recovered', open('link', 'write', { done: 'always', refused: 'protected' })),
  'training.read': holder({ effect: 'read', whileEnrolling: true }),
  'training.keys': open('anyone', 'read'),
  'training.ask': open('client', 'write'),
  'training.ask-one': open('client', 'write'),
  'training.changes': open('client', 'read'),
  'training.opt-out': holder({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),
  'training.opt-in': trusted({ effect: 'write', alert: toldIfProtected }),

  'contact.list': holder({ effect: 'read', tiers: 'protected' }),
  'contact.invite': about(
    'contact',
    trusted({ effect: 'write', tiers: 'protected', onProbation: 'refused', alert: told }),
  ),
  'contact.remove': slow({ tiers: 'protected', onProbation: 'refused' }),
  'contact.set-needed': slow({ tiers: 'protected', onProbation: 'refused' }),
  'contact.cases': holder({ effect: 'read' }),
  'contact.accept-options': holder({ effect: 'read', tiers: 'protected' }),
  'contact.accept': holder({ effect: 'write', rights: 'day', tiers: 'protected', alert: told }),
  'contact.decline': holder({ effect: 'write', fresh: true, rights: 'day', alert: told }),
  'contact.approve-options': holder({ effect: 'read', tiers: 'protected' }),
  'contact.approve': holder({ effect: 'write', rights: 'day', tiers: 'protected', alert: told }),
  'contact.read-ask': open('link', 'read'),
  'contact.not-them': open('link', 'write', { done: 'always', refused: 'never' }),

  'activity.list': holder({ effect: 'read', whileEnrolling: true }),
  'activity.days': holder({ effect: 'read', whileEnrolling: true }),
  'activity.export': holder({
    effect: 'write',
    fresh: true,
    rights: 'day',
    onProbation: 'refused',
    alert: toldIfProtected,
  }),
  'activity.download': holder({ effect: 'read', onProbation: 'refused' }),
  'data.export': holder({
    effect: 'write',
    fresh: true,
    rights: 'day',
    whileEnrolling: true,
    onProbation: 'refused',
    alert: { done: 'always', refused: 'never' },
  }),
  'data.download': holder({ effect: 'read', whileEnrolling: true, onProbation: 'refused' }),
  'activity.prove': holder({ effect: 'read', whileEnrolling: true }),
  'activity.prove-history': holder({ effect: 'read', whileEnrolling: true }),

  'webhook.list': holder({ effect: 'read' }),
  'webhook.add': about('channel', trusted({ effect: 'write', alert: told })),
  'webhook.remove': slow({}),
  'webhook.rotate-secret': trusted({ effect: 'write', alert: told }),
  'webhook.test': holder({ effect: 'write' }),
  'webhook.deliveries': holder({ effect: 'read' }),
  'webhook.replay': holder({ effect: 'write' }),

  'push.public-key': holder({ effect: 'read' }),
  'push.list': holder({ effect: 'read' }),
  'push.subscribe': about('channel', trusted({ effect: 'write', alert: told })),
  'push.unsubscribe': slow({}),
  'push.test': holder({ effect: 'write' }),

  'platform-webhook.list': operator({ effect: 'read' }),
  'platform-webhook.add': operator({ effect: 'write', fresh: true, alert: told }),
  'platform-webhook.remove': operator({ effect: 'write', fresh: true, alert: told }),
  'platform-webhook.rotate-secret': operator({ effect: 'write', fresh: true, alert: told }),
  'platform-webhook.test': operator({ effect: 'write' }),
  'platform-webhook.deliveries': operator({ effect: 'read' }),
  'platform-webhook.replay': operator({ effect: 'write' }),

  'log.read': open('anyone', 'read'),
  'log.prove-growth': open('anyone', 'read'),

  'staff.list': operator({ effect: 'read' }),
  'staff.grant': operator({ effect: 'write', fresh: true, alert: { done: 'always', refused: 'never' } }),
  'staff.revoke': operator({ effect: 'write', fresh: true, alert: { done: 'always', refused: 'never' } }),
  'support.look': staff(),
  'support.start-recovery': staff({ done: 'never', refused: 'protected' }),
  'outbox.list-dead': operator({ effect: 'read' }),
  'outbox.retry': operator({ effect: 'write' }),

  'live.watch': holder({ effect: 'read', whileEnrolling: true }),

  'alert.list': holder({ effect: 'read', whileEnrolling: true }),
  'alert.read': open('link', 'read'),
  'alert.disown': open('link', 'write', { done: 'always', refused: 'never' }),
  'alert.lock': open('link', 'write', { done: 'always', refused: 'never' }),

  'client.add': system(quiet),
  'client.end': system(quiet),
  'setup.reissue': system({ done: 'always', refused: 'never' }),
  'secrets.rotate': system(quiet),
  'retention.run': system(quiet),
  'configuration.changed': system(quiet),
  'clock.moved': system(quiet),
  'clock.believed': system(quiet),
  'restore.record': system(quiet),
  'restore.decide': system(quiet),
  'restore.tell': system({ done: 'always', refused: 'never' }),
  'restore.stop-hold': system({ done: 'always', refused: 'never' }),
  'restore.resume-hold': system({ done: 'always', refused: 'never' }),
  'hold.announce': system({ done: 'always', refused: 'never' }),
  'hold.ready': system({ done: 'always', refused: 'never' }),
  'hold.lapse': system({ done: 'always', refused: 'never' }),
  'hold.expire': system({ done: 'always', refused: 'never' }),
  'hold.ripen': system({ done: 'always', refused: 'never' }),
  // Told by a letter of its own: there is no account left to look at.
  'account.erase': system(quiet),
  'recovery.stopped-by-key': system({ done: 'always', refused: 'never' }),
  'recovery.expire': system({ done: 'always', refused: 'never' }),
  'recovery.void': system({ done: 'always', refused: 'never' }),
  'wait.moved': system({ done: 'always', refused: 'never' }),
  'rules.moved': system(quiet),
  'credential.make-compromised': system({ done: 'always', refused: 'never' }),
  'credential.make-withdrawn': system({ done: 'always', refused: 'never' }),
  'credential.make-cleared': system({ done: 'always', refused: 'never' }),
  'recovery.held-up': system({ done: 'always', refused: 'never' }),
  'recovery-key.remind': system({ done: 'always', refused: 'never' }),
  'contact.accepted': about('contact', system({ done: 'always', refused: 'never' })),
  'contact.declined': system({ done: 'always', refused: 'never' }),
  'contact.left': system({ done: 'always', refused: 'never' }),
  'contact.asked': system({ done: 'always', refused: 'never' }),
  'contact.approved': system({ done: 'always', refused: 'never' }),
  'contact.objected': system({ done: 'always', refused: 'never' }),
  'alert.digest': system({ done: 'always', refused: 'never' }),
  'push.gone': system({ done: 'always', refused: 'never' }),
  'webhook.paused': system({ done: 'always', refused: 'never' }),
  'webhook.gone': system({ done: 'always', refused: 'never' }),
  'platform-webhook.paused': system({ done: 'always', refused: 'never' }),
  'platform-webhook.gone': system({ done: 'always', refused: 'never' }),
  'sign-up.known-address': system({ done: 'always', refused: 'never' }),
} as const satisfies Record<string, Authority>;

export type Operation = keyof typeof authority;

export const authorityOf = (operation: Operation): Authority => authority[operation];

/** What authority looks at: nothing that a request body could say. */
export interface Standpoint {
  readonly tier: Tier;
  readonly role: Role;
  readonly enrolmentRequired: boolean;
  readonly freshAt: number;
  readonly recoveredAt: number | null;
}

/** Every account is its holder's; the rest takes a role. */
const hasRole = (who: Who, role: Role): boolean =>
  who === 'holder' || role === 'operator' || (who === 'staff' && role === 'support');

/** Who asks: somebody signed in, a program of its own, or nobody that is known. */
export type Asking = Standpoint | 'client' | null;

/** May whoever asks do this, now? Operations that carry their own proof pass. */
export function authorise(operation: Operation, standpoint: Asking, policy: Policy, now: number): Decision<undefined> {
  const row = authorityOf(operation);
  if (row.who === 'system') return refuse({ tag: 'not-permitted', why: 'role' });
  if (row.who === 'client') return standpoint === 'client' ? allow() : refuse({ tag: 'client-required' });
  if (!needsSession(row.who)) return allow();
  if (!standpoint || standpoint === 'client') return refuse({ tag: 'signed-out' });
  if (standpoint.enrolmentRequired && !row.whileEnrolling) return refuse({ tag: 'enrolment-required' });
  if (!hasRole(row.who, standpoint.role)) return refuse({ tag: 'not-permitted', why: 'role' });
  if (row.tiers !== 'any' && isProtected(standpoint.tier) !== (row.tiers === 'protected')) {
    return refuse({ tag: 'not-permitted', why: 'tier' });
  }
  if (row.onProbation === 'refused' && isProtected(standpoint.tier)) {
    const off = requireOffProbation(standpoint.recoveredAt, now);
    if (!off.allowed) return off;
  }
  if (row.fresh && !isFresh(standpoint, policy.stepUpSecondsMax, now)) {
    return refuse({ tag: 'step-up-required', ageSecondsMax: policy.stepUpSecondsMax });
  }
  return allow();
}

/** Is this outcome told to the holder? Nobody can switch off what a protected account is told (product.md §6). */
export function isAlerted(operation: Operation, outcome: 'done' | 'refused', tier: Tier, newDevice: boolean): boolean {
  const rule = authorityOf(operation).alert[outcome];
  switch (rule) {
    case 'never':
      return false;
    case 'always':
      return true;
    case 'protected':
      return isProtected(tier);
    case 'protected-or-new-device':
      return isProtected(tier) || newDevice;
  }
}
