// protection.leave, .raise-floor and .lower-floor: strengthening is instant, weakening is slow (product.md §3).

import { unmetByKeys } from '../../domain/account/standing.ts';
import { decideUse } from '../../domain/credential/decide-use.ts';
import { ofGoodMake } from '../../domain/credential/judge-make.ts';
import { requireFullRights } from '../../domain/credential/probation.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { setTier } from '../../storage/account.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { clearFreshness, endSessions, rebindSession, tightenSessions } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { startHold } from '../hold/start.ts';
import { type HoldView, viewHold } from '../hold/view.ts';
import { done, operate } from '../operate.ts';

function startWeakening(
  deps: Deps,
  caller: SignedInCaller,
  kind: 'protection.leave' | 'protection.lower-floor',
): Promise<Decision<{ readonly hold: HoldView }>> {
  return operate(deps, caller, kind, async ({ tx, account, provedWith, now }) => {
    if (kind === 'protection.lower-floor' && account.tier !== 'hardware') {
      return refuse({ tag: 'not-permitted', why: 'tier' });
    }
    const rights = requireFullRights(account.tier, provedWith, now);
    if (!rights.allowed) return rights;
    const held: Decision<Hold> = await startHold(deps, tx, account, {
      kind,
      newEmail: null,
      startedWith: provedWith,
      caller,
    });
    if (!held.allowed) return held;
    return done({ hold: await viewHold(deps, tx, account, held.facts, now) }, { effectiveAt: held.facts.ripensAt });
  });
}

export const leaveProtection = (deps: Deps, caller: SignedInCaller) => startWeakening(deps, caller, 'protection.leave');

export const lowerFloor = (deps: Deps, caller: SignedInCaller) =>
  startWeakening(deps, caller, 'protection.lower-floor');

/**
 * Keys that do not count stop opening the account at once, and what they opened ends; this session goes on under the
 * key that was touched. A waiting return to the lower floor is stopped.
 */
export function raiseFloor(deps: Deps, caller: SignedInCaller): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'protection.raise-floor', async ({ tx, account, session, provedWith, now }) => {
    if (account.tier !== 'advanced') return refuse({ tag: 'not-permitted', why: 'tier' });
    const unmet = unmetByKeys('hardware', ofGoodMake(account.credentials));
    if (unmet.length > 0) return refuse({ tag: 'requirements-unmet', unmet });
    const raised = { ...account, tier: 'hardware' } as const;
    if (!provedWith || !decideUse(raised, provedWith, now).allowed) {
      return refuse({ tag: 'ceremony-failed', why: 'below-floor' });
    }
    await rebindSession(tx, session.id, provedWith.id);
    for (const credential of account.credentials) {
      if (decideUse(raised, credential, now).allowed) continue;
      await endSessions(tx, { accountId: account.id, openedWith: credential.id }, 'protection.raise-floor', now);
      await clearFreshness(tx, account.id, credential.id);
    }
    await setTier(tx, account.id, 'hardware');
    const limits = deps.policy.sessions.hardware;
    await tightenSessions(tx, account.id, limits.idleSeconds * 1000, limits.absoluteSeconds * 1000);
    for (const hold of await listOpenHolds(tx, account.id)) {
      if (hold.kind === 'protection.lower-floor') await endHold(tx, account.id, hold.id, 'vetoed', now);
    }
    return done({});
  });
}
