// account.delete: asks for the account to be erased. It waits fourteen days on the mechanism of every weakening change:
// announced on every channel, stopped by any live session or by the link of any alert.

import { requireFullRights } from '../../domain/credential/probation.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { DELETION_MS } from '../../domain/hold/hold.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { startHold } from '../hold/start.ts';
import { type HoldView, viewHold } from '../hold/view.ts';
import { done, operate } from '../operate.ts';

/** Refused for staff (`not-permitted`), and where a deletion waits already (`hold-exists`). */
export function deleteAccount(deps: Deps, caller: SignedInCaller): Promise<Decision<{ readonly hold: HoldView }>> {
  return operate(deps, caller, 'account.delete', async ({ tx, account, provedWith, now }) => {
    // Who looks after the platform hands that over first: nobody can be left without an operator.
    if (account.role !== 'holder') return refuse({ tag: 'not-permitted', why: 'role' });
    const rights = requireFullRights(account.tier, provedWith, now);
    if (!rights.allowed) return rights;
    const held = await startHold(deps, tx, account, {
      kind: 'account.delete',
      newEmail: null,
      startedWith: provedWith,
      caller,
      waitMs: DELETION_MS,
    });
    if (!held.allowed) return held;
    return done({ hold: await viewHold(deps, tx, account, held.facts, now) }, { effectiveAt: held.facts.ripensAt });
  });
}
