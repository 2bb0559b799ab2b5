// wait.lengthen and wait.shorten: how long a recovery waits. Longer is at once; shorter is slow (product.md §3).

import { type Decision, refuse } from '../../domain/decision.ts';
import type { WaitHours } from '../../domain/recovery/recovery-key-record.ts';
import { setWaitHours } from '../../storage/account.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';

interface WaitAsked {
  readonly waitHours: WaitHours;
}

/** A shorter one that waits to come is stopped by it. Refused where it waits as long already (`wait-unchanged`). */
export function lengthenWait(
  deps: Deps,
  caller: SignedInCaller,
  { waitHours }: WaitAsked,
): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'wait.lengthen', async ({ tx, account, now }) => {
    if (account.tier === 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    if (waitHours <= account.waitHours) return refuse({ tag: 'wait-unchanged' });
    await setWaitHours(tx, account.id, waitHours);
    for (const { id, kind } of await listOpenHolds(tx, account.id)) {
      if (kind === 'wait.shorten') await endHold(tx, account.id, id, 'vetoed', now);
    }
    return done({}, { subject: String(waitHours) });
  });
}

/** Refused where it waits no longer already (`wait-unchanged`), and where the same waits (`hold-exists`). */
export function shortenWait(
  deps: Deps,
  caller: SignedInCaller,
  { waitHours }: WaitAsked,
): Promise<Decision<{ readonly hold: HoldView | null }>> {
  return operate<{ readonly hold: HoldView | null }>(deps, caller, 'wait.shorten', async (work) => {
    const { account } = work;
    if (account.tier === 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
    if (waitHours >= account.waitHours) return refuse({ tag: 'wait-unchanged' });
    const begun = await beginSlow(deps, caller, work, { kind: 'wait.shorten', waitHours });
    if (!begun.allowed) return begun;
    return done({ hold: begun.facts.hold }, { ...begun.facts.evidence, subject: String(waitHours) });
  });
}
