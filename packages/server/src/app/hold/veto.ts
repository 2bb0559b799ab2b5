// hold.veto: stops a change. What one proof began, any live session stops, at once and without a fresh proof: it only
// keeps things as they are. What two began, a trusted key stops.

import { type Decision, refuse } from '../../domain/decision.ts';
import { decideStop } from '../../domain/hold/decide-stop.ts';
import type { HoldId } from '../../domain/id.ts';
import { isFresh } from '../../domain/session/session.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { toSession } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

/** Refused where no such hold waits on this account (`not-found`), and where its proof is not enough. */
export function vetoHold(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly holdId: HoldId },
): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'hold.veto', async ({ tx, account, session, provedWith, now }) => {
    const hold = (await listOpenHolds(tx, account.id)).find((waiting) => waiting.id === input.holdId);
    if (!hold) return refuse({ tag: 'not-found' });
    const { stepUpSecondsMax } = deps.policy;
    const fresh = isFresh(toSession(session), stepUpSecondsMax, now) ? provedWith : undefined;
    const decision = decideStop(account, hold, fresh, stepUpSecondsMax, now);
    if (!decision.allowed) return decision;
    if (!(await endHold(tx, account.id, hold.id, 'vetoed', now))) return refuse({ tag: 'not-found' });
    return done({}, { subject: hold.kind });
  });
}
