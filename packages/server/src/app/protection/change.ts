// protection.leave, .raise-floor and .lower-floor: what takes rights from the account, or from a key of it, is slow; a
// floor that shuts out no trusted key is raised at once (product.md §3).

import { decideFloor } from '../../domain/credential/decide-floor.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { NO_OBJECT } from '../../domain/hold/hold.ts';
import { rebindSession } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import { carryOut } from '../hold/carry-out.ts';
import { stopAndTell } from '../hold/stop-and-tell.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';

export interface Weakened {
  /** Null: two proofs finished it. */
  readonly hold: HoldView | null;
}

export function leaveProtection(deps: Deps, caller: SignedInCaller): Promise<Decision<Weakened>> {
  return operate<Weakened>(deps, caller, 'protection.leave', async (work) => {
    const begun = await beginSlow(deps, caller, work, { kind: 'protection.leave' });
    return begun.allowed ? done({ hold: begun.facts.hold }, begun.facts.evidence) : begun;
  });
}

export function lowerFloor(deps: Deps, caller: SignedInCaller): Promise<Decision<Weakened>> {
  return operate<Weakened>(deps, caller, 'protection.lower-floor', async (work) => {
    if (work.account.tier !== 'hardware') return refuse({ tag: 'not-permitted', why: 'tier' });
    const begun = await beginSlow(deps, caller, work, { kind: 'protection.lower-floor' });
    return begun.allowed ? done({ hold: begun.facts.hold }, begun.facts.evidence) : begun;
  });
}

/**
 * Keys that do not count stop opening the account, and what they opened ends; this session goes on under the key that
 * was touched. Where that would shut out a trusted key, it is slow.
 */
export function raiseFloor(deps: Deps, caller: SignedInCaller): Promise<Decision<Weakened>> {
  return operate<Weakened>(deps, caller, 'protection.raise-floor', async (work) => {
    const { tx, account, session, provedWith, now } = work;
    if (account.tier !== 'advanced') return refuse({ tag: 'not-permitted', why: 'tier' });
    const decision = decideFloor(account, provedWith, now);
    if (!decision.allowed) return decision;
    if (decision.facts.shutsOut.length > 0) {
      const begun = await beginSlow(deps, caller, work, { kind: 'protection.raise-floor' });
      return begun.allowed ? done({ hold: begun.facts.hold }, begun.facts.evidence) : begun;
    }
    await rebindSession(tx, session.id, decision.facts.key.id);
    const raised = await carryOut(deps, tx, account, { kind: 'protection.raise-floor', ...NO_OBJECT }, now);
    if (!raised.allowed) return raised;
    // It may wait already: a key that was trusted then kept it from being done at once.
    await stopAndTell(deps, tx, caller, account, ({ kind }) => kind === 'protection.raise-floor');
    return done({ hold: null }, raised.facts);
  });
}
