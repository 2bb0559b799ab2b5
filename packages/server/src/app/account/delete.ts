// account.delete: asks for the account to be erased. It waits fourteen days, announced on every channel, and then for a
// second touch where one proof began it.

import { type Decision, refuse } from '../../domain/decision.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';

/** Refused for staff (`not-permitted`), and where a deletion waits already (`hold-exists`). */
export function deleteAccount(
  deps: Deps,
  caller: SignedInCaller,
): Promise<Decision<{ readonly hold: HoldView | null }>> {
  return operate<{ readonly hold: HoldView | null }>(deps, caller, 'account.delete', async (work) => {
    // Who looks after the platform hands that over first: nobody can be left without an operator.
    if (work.account.role !== 'holder') return refuse({ tag: 'not-permitted', why: 'role' });
    const begun = await beginSlow(deps, caller, work, { kind: 'account.delete' });
    return begun.allowed ? done({ hold: begun.facts.hold }, begun.facts.evidence) : begun;
  });
}
