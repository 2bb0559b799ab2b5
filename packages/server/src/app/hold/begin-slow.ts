// Begins something slow for a signed-in holder: at once where two proofs finish it, else as a hold (product.md §3).

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { decideSlow } from '../../domain/hold/decide-slow.ts';
import { type HoldObject, isSameChange, NO_OBJECT, type SlowKind } from '../../domain/hold/hold.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import { useUpSecondProof } from '../../storage/session.ts';
import type { SignedInCaller } from '../caller.ts';
import { clockIsBelieved } from '../clock/believed.ts';
import type { Deps } from '../deps.ts';
import { tellOfHold } from '../mail/particulars.ts';
import type { Work } from '../operate.ts';
import type { Evidence } from '../record.ts';
import { carryOut } from './carry-out.ts';
import { startHold } from './start.ts';
import { stopAndTell } from './stop-and-tell.ts';
import { type HoldView, viewHold } from './view.ts';

export interface SlowAsked extends Partial<HoldObject> {
  readonly kind: SlowKind;
  /** Default: the kind's own. */
  readonly waitMs?: number;
}

export interface Begun {
  /** Null: two proofs finished it. */
  readonly hold: HoldView | null;
  readonly evidence: Evidence;
}

/** Refused without a trusted key, where the same waits already, and where it could not be carried out. */
export async function beginSlow(
  deps: Deps,
  caller: SignedInCaller,
  { tx, account, session, proofs, now }: Work,
  asked: SlowAsked,
): Promise<Decision<Begun>> {
  const { kind, waitMs, ...object } = asked;
  const pace = decideSlow(account, kind, proofs, now, waitMs);
  if (!pace.allowed) return pace;
  // Which keys are trusted goes by the clock: by one that was moved, nothing is finished (product.md §3).
  if (pace.facts.at === 'once' && !(await clockIsBelieved(deps, tx))) return refuse({ tag: 'clock-doubted' });
  if (pace.facts.at === 'once') {
    const change = { kind, ...NO_OBJECT, ...object };
    // The same change may wait already, perhaps asked for by somebody else: it is over with this one.
    const same = new Set(
      (await listOpenHolds(tx, account.id)).filter((hold) => isSameChange(hold, change)).map(({ id }) => id),
    );
    const made = await carryOut(deps, tx, account, change, now);
    if (!made.allowed) return made;
    await stopAndTell(deps, tx, caller, account, ({ id }) => same.has(id));
    // What was made may have ended it already, with all that was half done.
    await useUpSecondProof(tx, session.id);
    return allow({ hold: null, evidence: made.facts });
  }
  const { ripensAt, proofs: count } = pace.facts;
  const held = await startHold(deps, tx, account, {
    kind,
    ...object,
    ripensAt,
    proofs: count,
    startedWith: proofs.first,
    caller,
  });
  if (!held.allowed) return held;
  if (count === 2 && !(await useUpSecondProof(tx, session.id))) throw new Error('it was counted a moment ago');
  const hold = await viewHold(deps, tx, account, held.facts, now);
  const particulars = tellOfHold(account, held.facts);
  return allow({ hold, evidence: { effectiveAt: held.facts.ripensAt, particulars } });
}
