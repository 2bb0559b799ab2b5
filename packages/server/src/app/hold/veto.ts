// hold.veto: any live session stops a waiting change, at once and without a fresh proof: it only keeps things as they are.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { HoldId } from '../../domain/id.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';

/** Refused where no such hold waits on this account (`not-found`). */
export function vetoHold(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly holdId: HoldId },
): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'hold.veto', async ({ tx, account, now }) => {
    const hold = (await listOpenHolds(tx, account.id)).find((waiting) => waiting.id === input.holdId);
    if (!hold || !(await endHold(tx, account.id, hold.id, 'vetoed', now))) return refuse({ tag: 'not-found' });
    return done({}, { subject: hold.kind });
  });
}
