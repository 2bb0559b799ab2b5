// session.read: who is signed in here, from what the session check has read already.

import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';

export function readSession(deps: Pick<Deps, 'policy'>, { session, now }: SignedInCaller) {
  return {
    sessionId: session.id,
    accountId: session.account_id,
    email: session.email,
    displayName: session.display_name,
    role: session.role,
    tier: session.tier,
    enrolmentRequired: session.enrolment_required === 1,
    freshUntil: session.fresh_at + deps.policy.stepUpSecondsMax * 1000,
    idleEndsAt: now + session.idle_ms,
    endsAt: session.ends_at,
  };
}
