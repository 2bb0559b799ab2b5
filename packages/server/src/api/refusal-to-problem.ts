// The public face of every refusal: one exhaustive map. What an attacker could learn from stays inside.

import type { ProblemCode } from '@holdfast/contract/problems';
import type { Refusal } from '../domain/refusal.ts';
import type { ProblemMembers } from '../http/problem.ts';

export interface PublicFace {
  readonly code: ProblemCode;
  readonly members?: ProblemMembers;
}

export function refusalToProblem(refusal: Refusal): PublicFace {
  switch (refusal.tag) {
    case 'signed-out':
      return { code: 'session.required' };
    case 'client-required':
      return { code: 'client.required' };
    case 'not-permitted':
      return { code: 'operation.not-permitted' };
    case 'enrolment-required':
      return { code: 'enrolment.required' };
    case 'step-up-required':
      return { code: 'session.step-up-required', members: { ageSecondsMax: refusal.ageSecondsMax } };
    case 'sign-in-failed':
      return { code: 'sign-in.refused' };
    case 'ceremony-failed':
      // Said only to somebody who is signed in: another of their keys will do.
      return { code: refusal.why === 'below-floor' ? 'credential.below-floor' : 'ceremony.refused' };
    case 'credential-exists':
      return { code: 'credential.exists' };
    case 'too-many-credentials':
      return { code: 'credential.too-many' };
    case 'not-found':
      return { code: 'not-found' };
    case 'floor-would-break':
      return { code: 'floor.would-break', members: { unmet: refusal.unmet } };
    case 'key-on-probation':
      return { code: 'credential.on-probation', members: { fullRightsAt: refusal.fullRightsAt } };
    case 'code-refused':
      return { code: 'code.refused' };
    case 'flow-gone':
      return { code: 'flow.gone' };
    case 'password-refused':
      return { code: 'password.refused', members: { reason: refusal.why, field: '/body/password' } };
    case 'email-unchanged':
      return { code: 'email.unchanged' };
    case 'email-taken':
      return { code: 'email.taken' };
    case 'requirements-unmet':
      return { code: 'requirements.unmet', members: { unmet: refusal.unmet } };
    case 'recovery-key-refused':
      return { code: 'recovery-key.refused', members: { group: refusal.group, field: '/body/recoveryKey' } };
    case 'recovery-key-spent':
      // Said only to the account's own session, in a drill. Whoever begins a recovery hears no more than “refused”.
      return { code: 'recovery-key.spent', members: { field: '/body/recoveryKey' } };
    case 'recovery-refused':
      return { code: 'recovery.refused' };
    case 'recovery-waiting':
      return { code: 'recovery.waiting', members: { ripensAt: refusal.ripensAt } };
    case 'recovery-unapproved':
      return { code: 'recovery.unapproved', members: { needed: refusal.needed, approved: refusal.approved } };
    case 'recovery-ended':
      return { code: 'recovery.ended' };
    case 'recovery-probation':
      return { code: 'account.on-probation', members: { until: refusal.until } };
    case 'hold-exists':
      return { code: 'hold.exists' };
    case 'link-refused':
      return { code: 'link.refused' };
    case 'asked-twice':
      return { code: 'request.invalid', members: { field: `/body/items/${refusal.place}/id` } };
    case 'training-unchanged':
      return { code: 'training.unchanged' };
    case 'setup-done':
      return { code: 'setup.done' };
    case 'sign-up-closed':
      return { code: 'sign-up.closed' };
    case 'throttled':
      return { code: 'request.throttled', members: { retryAfterSeconds: refusal.retryAfterSeconds } };
  }
}
