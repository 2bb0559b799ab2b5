// THE table: each operation, who may do it, with what proof, on which tier, and what evidence and alert it leaves.
// A route whose operation is not here cannot be registered; a credential of a protected account has no row but its holder's.

import type { Role } from './account/account.ts';
import { allow, type Decision, refuse } from './decision.ts';
import type { Policy } from './policy/policy.ts';
import { requireOffProbation } from './recovery/recovery-probation.ts';
import { isFresh } from './session/session.ts';
import { isProtected, type Tier } from './tier.ts';

/**
 * - anyone: no identity is assumed; the operation carries its own proof, or gives nothing away.
 * - flow: the browser that holds the cookie of a sign-up or of a half-done sign-in. It is not a session.
 * - link: the bearer of a signed or one-time link.
 * - client: a program that an operator let in, asking in its own name. It acts for no account.
 * - holder: the account of a live session, acting on itself.
 * - staff: a live session of support or of the operator, on a protected account. It looks, and begins; it never touches
 *   what opens an account.
 * - operator: the operator's protected account, on what is the platform's own; on nobody's account.
 * - system: Holdfast's own clockwork; no door leads to it.
 */
export type Who = 'anyone' | 'flow' | 'link' | 'client' | 'holder' | 'staff' | 'operator' | 'system';

/** Needs a live session, whose account is judged. */
export const needsSession = (who: Who): boolean => who === 'holder' || who === 'staff' || who === 'operator';

/** When an outcome is told to the holder on every channel. */
export type AlertRule = 'never' | 'always' | 'protected' | 'protected-or-new-device';

export interface Authority {
  readonly who: Who;
  /** Presence proved within the policy's step-up time. */
  readonly fresh: boolean;
  readonly tiers: 'any' | 'standard' | 'protected';
  /** Still open to an account that must enrol before anything else. */
  readonly whileEnrolling: boolean;
  /** In the three days after a recovery, when whoever recovered could still be a thief (product.md §4). */
  readonly onProbation: 'allowed' | 'refused';
  readonly effect: 'read' | 'write';
  readonly alert: { readonly done: AlertRule; readonly refused: AlertRule };
}

const quiet = { done: 'never', refused: 'never' } as const;
const told = { done: 'always', refused: 'protected' } as const;
const toldIfProtected = { done: 'protected', refused: 'never' } as const;

const open = (
  who: 'anyone' | 'flow' | 'link' | 'client',
  effect: 'read' | 'write',
  alert: Authority['alert'] = quiet,
): Authority => ({
  who,
  fresh: false,
  tiers: 'any',
  whileEnrolling: true,
  onProbation: 'allowed',
  effect,
  alert,
});

const holder = (part: Partial<Omit<Authority, 'who'>> & Pick<Authority, 'effect'>): Authority => ({
  who: 'holder',
  fresh: false,
  tiers: 'any',
  whileEnrolling: false,
  onProbation: 'allowed',
  alert: quiet,
  ...part,
});

/** A proof of the second factor's worth is given by mail or password; the account must be a standard one. */
const standardOnly = (row: Authority): Authority => ({ ...row, tiers: 'standard' });

/** What changes where the whole platform is told waits, like leaving protection, until a recovered account's three days are over. */
const operator = (part: Pick<Authority, 'effect'> & Partial<Pick<Authority, 'fresh' | 'alert'>>): Authority => ({
  who: 'operator',
  fresh: false,
  tiers: 'protected',
  whileEnrolling: false,
  onProbation: part.fresh ? 'refused' : 'allowed',
  alert: quiet,
  ...part,
});

const staff = (alert: Authority['alert'] = quiet): Authority => ({
  who: 'staff',
  fresh: true,
  tiers: 'protected',
  whileEnrolling: false,
  onProbation: 'refused',
  effect: 'write',
  alert,
});
const system = (alert: Authority['alert']): Authority => ({
  who: 'system',
  fresh: false,
  tiers: 'any',
  whileEnrolling: true,
  onProbation: 'allowed',
  effect: 'write',
  alert,
});

const signIn = { done: 'protected-or-new-device', refused: 'protected' } as const;

export const authority = {
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
  'sign-in.key': open('anyone', 'write', signIn),
  'sign-in.password': open('anyone', 'write', { done: 'never', refused: 'protected' }),
  'sign-in.second-key-options': open('flow', 'read'),
  'sign-in.second-key': open('flow', 'write', signIn),
  'sign-in.second-totp': open('flow', 'write', signIn),
  'sign-in.second-backup-code': open('flow', 'write', { done: 'always', refused: 'protected' }),

  'recovery-link.begin': open('anyone', 'write', { done: 'never', refused: 'protected' }),
  'recovery-link.open': standardOnly(open('link', 'write')),
  'recovery-link.prove': standardOnly(open('flow', 'write')),
  'recovery-link.key-options': standardOnly(open('flow', 'read')),
  'recovery-link.complete': standardOnly(open('flow', 'write', { done: 'always', refused: 'never' })),

  'step-up.key-options': holder({ effect: 'read', whileEnrolling: true }),
  'step-up.key': holder({ effect: 'write', whileEnrolling: true, alert: { done: 'never', refused: 'protected' } }),
  'step-up.password': holder({ effect: 'write', tiers: 'standard', whileEnrolling: true }),

  'session.read': holder({ effect: 'read', whileEnrolling: true }),
  'session.sign-out': holder({ effect: 'write', whileEnrolling: true }),
  'session.list': holder({ effect: 'read', whileEnrolling: true }),
  'session.end': holder({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),
  'session.end-others': holder({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),

  'account.read': holder({ effect: 'read', whileEnrolling: true }),
  'account.rename': holder({ effect: 'write', alert: toldIfProtected }),
  'account.delete': holder({ effect: 'write', fresh: true, whileEnrolling: true, onProbation: 'refused', alert: told }),
  'account.lock': holder({ effect: 'write', whileEnrolling: true, alert: { done: 'always', refused: 'never' } }),
  'email.change': holder({ effect: 'write', fresh: true, onProbation: 'refused' }),
  'email.confirm': holder({ effect: 'write', fresh: true, onProbation: 'refused', alert: told }),
  'password.set': holder({ effect: 'write', fresh: true, tiers: 'standard', alert: told }),
  'password.remove': holder({ effect: 'write', fresh: true, tiers: 'standard', alert: told }),
  'totp.begin': holder({ effect: 'write', fresh: true, tiers: 'standard' }),
  'totp.confirm': holder({ effect: 'write', fresh: true, tiers: 'standard', alert: told }),
  'backup-code.make': holder({ effect: 'write', fresh: true, tiers: 'standard', alert: told }),
  'totp.remove': holder({ effect: 'write', fresh: true, tiers: 'standard', alert: told }),

  'credential.list': holder({ effect: 'read', whileEnrolling: true }),
  'credential.add-options': holder({ effect: 'read', fresh: true, whileEnrolling: true }),
  'credential.add': holder({ effect: 'write', fresh: true, whileEnrolling: true, alert: told }),
  'credential.rename': holder({ effect: 'write', whileEnrolling: true, alert: told }),
  'credential.remove': holder({ effect: 'write', fresh: true, whileEnrolling: true, alert: told }),

  'enrolment.read': holder({ effect: 'read', whileEnrolling: true }),
  'enrolment.begin': holder({ effect: 'write', fresh: true, tiers: 'standard', whileEnrolling: true }),
  'enrolment.drop': holder({ effect: 'write', tiers: 'standard', whileEnrolling: true }),
  'enrolment.make-recovery-keys': holder({ effect: 'write', fresh: true, tiers: 'standard', whileEnrolling: true }),
  'enrolment.prove': holder({ effect: 'write', fresh: true, tiers: 'standard', whileEnrolling: true }),
  'enrolment.commit-options': holder({ effect: 'read', tiers: 'standard', whileEnrolling: true }),
  'enrolment.commit': holder({
    effect: 'write',
    tiers: 'standard',
    whileEnrolling: true,
    alert: { done: 'always', refused: 'never' },
  }),

  'protection.leave': holder({
    effect: 'write',
    fresh: true,
    tiers: 'protected',
    onProbation: 'refused',
    alert: told,
  }),
  'protection.raise-floor': holder({ effect: 'write', fresh: true, tiers: 'protected', alert: told }),
  'recovery-key.test': holder({ effect: 'write', tiers: 'protected' }),
  'recovery-key.make': holder({
    effect: 'write',
    fresh: true,
    tiers: 'protected',
    alert: { done: 'never', refused: 'protected' },
  }),
  // What is refused here is a slip of the pen: whoever may not do this at all was refused, and told of, at the make.
  'recovery-key.replace': holder({
    effect: 'write',
    fresh: true,
    tiers: 'protected',
    alert: { done: 'always', refused: 'never' },
  }),
  'protection.lower-floor': holder({
    effect: 'write',
    fresh: true,
    tiers: 'protected',
    onProbation: 'refused',
    alert: told,
  }),
  'hold.list': holder({ effect: 'read', whileEnrolling: true }),
  'hold.veto': holder({ effect: 'write', whileEnrolling: true, alert: { done: 'always', refused: 'never' } }),

  'recovery.begin': open('anyone', 'write', { done: 'always', refused: 'protected' }),
  'recovery.read': open('link', 'read'),
  'recovery.withdraw': open('link', 'write', { done: 'always', refused: 'never' }),
  'recovery.key-options': open('link', 'write', { done: 'never', refused: 'protected' }),
  'recovery.add-key': open('link', 'write', { done: 'always', refused: 'protected' }),
  'recovery.complete': open('link', 'write', { done: 'always', refused: 'protected' }),
  'training.read': holder({ effect: 'read', whileEnrolling: true }),
  'training.keys': open('anyone', 'read'),
  'training.ask': open('client', 'write'),
  'training.ask-one': open('client', 'write'),
  'training.changes': open('client', 'read'),
  'training.opt-out': holder({ effect: 'write', whileEnrolling: true, alert: toldIfProtected }),
  'training.opt-in': holder({ effect: 'write', fresh: true, alert: toldIfProtected }),

  'contact.list': holder({ effect: 'read', tiers: 'protected' }),
  'contact.invite': holder({ effect: 'write', fresh: true, tiers: 'protected', onProbation: 'refused', alert: told }),
  'contact.remove': holder({ effect: 'write', fresh: true, tiers: 'protected', onProbation: 'refused', alert: told }),
  'contact.set-needed': holder({
    effect: 'write',
    fresh: true,
    tiers: 'protected',
    onProbation: 'refused',
    alert: told,
  }),
  'contact.cases': holder({ effect: 'read' }),
  'contact.accept-options': holder({ effect: 'read', tiers: 'protected' }),
  'contact.accept': holder({ effect: 'write', tiers: 'protected', alert: told }),
  'contact.decline': holder({ effect: 'write', fresh: true, alert: told }),
  'contact.approve-options': holder({ effect: 'read', tiers: 'protected' }),
  'contact.approve': holder({ effect: 'write', tiers: 'protected', alert: told }),

  'activity.list': holder({ effect: 'read', whileEnrolling: true }),
  'activity.days': holder({ effect: 'read', whileEnrolling: true }),
  'activity.export': holder({ effect: 'write', fresh: true, onProbation: 'refused', alert: toldIfProtected }),
  'activity.download': holder({ effect: 'read', onProbation: 'refused' }),
  'data.export': holder({
    effect: 'write',
    fresh: true,
    whileEnrolling: true,
    onProbation: 'refused',
    alert: { done: 'always', refused: 'never' },
  }),
  'data.download': holder({ effect: 'read', whileEnrolling: true, onProbation: 'refused' }),
  'activity.prove': holder({ effect: 'read', whileEnrolling: true }),
  'activity.prove-history': holder({ effect: 'read', whileEnrolling: true }),

  'webhook.list': holder({ effect: 'read' }),
  'webhook.add': holder({ effect: 'write', fresh: true, alert: told }),
  'webhook.remove': holder({ effect: 'write', fresh: true, alert: told }),
  'webhook.rotate-secret': holder({ effect: 'write', fresh: true, alert: told }),
  'webhook.test': holder({ effect: 'write' }),
  'webhook.deliveries': holder({ effect: 'read' }),
  'webhook.replay': holder({ effect: 'write' }),

  'push.public-key': holder({ effect: 'read' }),
  'push.list': holder({ effect: 'read' }),
  'push.subscribe': holder({ effect: 'write', fresh: true, alert: told }),
  'push.unsubscribe': holder({ effect: 'write', fresh: true, alert: told }),
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
  'hold.ripen': system({ done: 'always', refused: 'never' }),
  // Told by a letter of its own: there is no account left to look at.
  'account.erase': system(quiet),
  'recovery.stopped-by-key': system({ done: 'always', refused: 'never' }),
  'recovery.expire': system({ done: 'always', refused: 'never' }),
  'recovery.void': system({ done: 'always', refused: 'never' }),
  'credential.make-compromised': system({ done: 'always', refused: 'never' }),
  'credential.make-withdrawn': system({ done: 'always', refused: 'never' }),
  'credential.make-cleared': system({ done: 'always', refused: 'never' }),
  'recovery-key.remind': system({ done: 'always', refused: 'never' }),
  'contact.accepted': system({ done: 'always', refused: 'never' }),
  'contact.declined': system({ done: 'always', refused: 'never' }),
  'contact.left': system({ done: 'always', refused: 'never' }),
  'contact.kept': system({ done: 'always', refused: 'never' }),
  'contact.asked': system({ done: 'always', refused: 'never' }),
  'contact.approved': system({ done: 'always', refused: 'never' }),
  'credential.counter-regressed': system({ done: 'always', refused: 'never' }),
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
