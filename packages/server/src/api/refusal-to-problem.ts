// The public face of every refusal: one exhaustive map. What an attacker could learn from stays inside.

import type { ProblemCode } from '@holdfast/contract/problems';
import type { Refusal, RefusalTag } from '../domain/refusal.ts';
import type { ProblemMembers } from '../http/problem.ts';

export interface PublicFace {
  readonly code: ProblemCode;
  readonly members?: ProblemMembers;
}

/** Those whose code says all there is to say. A tag that is neither here nor below breaks the build. */
const CODE_ALONE = {
  'signed-out': 'session.required',
  'client-required': 'client.required',
  'not-permitted': 'operation.not-permitted',
  'enrolment-required': 'enrolment.required',
  'sign-in-failed': 'sign-in.refused',
  'credential-exists': 'credential.exists',
  'make-reported': 'credential.make-reported',
  'too-many-credentials': 'credential.too-many',
  'not-found': 'not-found',
  'code-refused': 'code.refused',
  'flow-gone': 'flow.gone',
  'email-unchanged': 'email.unchanged',
  'email-taken': 'email.taken',
  'email-contested': 'email.contested',
  'recovery-refused': 'recovery.refused',
  'recovery-ended': 'recovery.ended',
  'clock-doubted': 'clock.doubted',
  'contact-self': 'contact.self',
  'contact-exists': 'contact.exists',
  'approval-given': 'contact.approved',
  'contact-too-new': 'contact.too-new',
  'hold-exists': 'hold.exists',
  'hold-expired': 'hold.expired',
  'same-key': 'credential.same-key',
  'last-trusted-way': 'credential.last-trusted-way',
  'webhook-exists': 'webhook.exists',
  'too-many-webhooks': 'webhook.too-many',
  'webhook-off': 'webhook.off',
  'too-many-browsers': 'push.too-many',
  'link-refused': 'link.refused',
  'link-resent': 'link.resent',
  'floor-shuts-out': 'floor.shuts-out',
  'wait-unchanged': 'wait.unchanged',
  'training-unchanged': 'training.unchanged',
  'setup-done': 'setup.done',
  'sign-up-closed': 'sign-up.closed',
} as const satisfies Partial<Record<RefusalTag, ProblemCode>>;

type Alone = Extract<Refusal, { readonly tag: keyof typeof CODE_ALONE }>;

const isAlone = (refusal: Refusal): refusal is Alone => Object.hasOwn(CODE_ALONE, refusal.tag);

export const refusalToProblem = (refusal: Refusal): PublicFace =>
  isAlone(refusal) ? { code: CODE_ALONE[refusal.tag] } : withMembers(refusal);

function withMembers(refusal: Exclude<Refusal, Alone>): PublicFace {
  switch (refusal.tag) {
    case 'too-many-contacts':
      return { code: 'contact.too-many', members: { countMax: refusal.countMax } };
    case 'contacts-too-few':
      return { code: 'contact.too-few', members: { needed: refusal.needed, left: refusal.left } };
    case 'step-up-required':
      return { code: 'session.step-up-required', members: { ageSecondsMax: refusal.ageSecondsMax } };
    case 'ceremony-failed':
      // Said only to somebody who is signed in: another of their keys will do.
      if (refusal.why === 'make-reported') return { code: 'credential.make-reported' };
      return { code: refusal.why === 'below-floor' ? 'credential.below-floor' : 'ceremony.refused' };
    case 'floor-would-break':
      return { code: 'floor.would-break', members: { unmet: refusal.unmet } };
    case 'key-not-trusted':
      return { code: 'credential.not-trusted', members: { from: refusal.from } };
    case 'key-suspended': {
      // Said only to whoever has just signed with that key.
      const { comesBackAt, comesBackWith } = refusal;
      return {
        code: 'credential.suspended',
        members: { comesBackAt, ...(comesBackWith && { comesBackWith }) },
      };
    }
    case 'hold-waits':
      return { code: 'hold.waits', members: { until: refusal.until } };
    case 'second-touch-needed':
      return { code: 'hold.second-touch', members: { from: refusal.from } };
    case 'password-refused':
      return { code: 'password.refused', members: { reason: refusal.why, field: '/body/password' } };
    case 'requirements-unmet':
      return { code: 'requirements.unmet', members: { unmet: refusal.unmet } };
    case 'recovery-key-refused':
      return {
        code: 'recovery-key.refused',
        members: { group: refusal.group, field: refusal.other ? '/body/otherRecoveryKey' : '/body/recoveryKey' },
      };
    case 'case-secret-refused':
      return { code: 'case-secret.refused', members: { group: refusal.group, field: '/body/caseSecret' } };
    case 'recovery-key-void':
      // Said only to the account's own session, in a drill. Whoever begins a recovery is told no more than “refused”.
      return { code: 'recovery-key.void', members: { field: '/body/recoveryKey' } };
    case 'recovery-waiting':
      return { code: 'recovery.waiting', members: { ripensAt: refusal.ripensAt } };
    case 'recovery-unapproved':
      return { code: 'recovery.unapproved', members: { needed: refusal.needed, approved: refusal.approved } };
    case 'recovery-probation':
      return { code: 'account.on-probation', members: { until: refusal.until } };
    case 'webhook-refused':
      return { code: 'webhook.refused', members: { reason: refusal.why, field: '/body/url' } };
    case 'push-refused':
      return {
        code: 'push.refused',
        members: { reason: refusal.why, field: refusal.why === 'push-key' ? '/body/keys/p256dh' : '/body/endpoint' },
      };
    case 'asked-twice':
      return { code: 'request.invalid', members: { field: `/body/items/${refusal.place}/id` } };
    case 'locked-before': {
      const { by, lockedAt, until } = refusal;
      return { code: 'lock.limited', members: { reason: by, from: lockedAt, until } };
    }
    case 'throttled':
      return { code: 'request.throttled', members: { retryAfterSeconds: refusal.retryAfterSeconds } };
  }
}
