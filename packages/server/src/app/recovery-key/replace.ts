// recovery-key.make and recovery-key.replace: two new recovery keys are shown, and one of them is typed back. From then on
// they wait to take the place of the old ones, which are good until then (product.md §3).

import { type Decision, refuse } from '../../domain/decision.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { STAGED_MS } from '../../domain/staged/staged.ts';
import {
  holdRecoveryKeys,
  markRecoveryKeyProved,
  stagedRecoveryKeyHashes,
  stageRecoveryKeys,
} from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { beginSlow } from '../hold/begin-slow.ts';
import type { HoldView } from '../hold/view.ts';
import { done, operate } from '../operate.ts';
import { matchesRecoveryKey } from './hash.ts';
import { makeRecoveryKeyPair, type RecoveryKeysMade } from './make-pair.ts';

/** How long new keys wait to be typed back: time to find a pen, not to come back another day. */
export const REPLACEMENT_MS = STAGED_MS;

/** New ones each time: an earlier pair that was not typed back is gone. */
export function makeReplacement(deps: Deps, caller: SignedInCaller): Promise<Decision<RecoveryKeysMade>> {
  const { recoveryKeys, hashes } = makeRecoveryKeyPair(deps);
  return operate(deps, caller, 'recovery-key.make', async ({ tx, account, session, now }) => {
    await stageRecoveryKeys(tx, account.id, hashes, now, session.id);
    return done({ recoveryKeys, madeAt: now });
  });
}

export interface Replacing {
  readonly provedAt: number;
  readonly hold: HoldView | null;
}

/** A key that cannot be read back replaces nothing. */
export function replaceRecoveryKeys(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly recoveryKey: string },
): Promise<Decision<Replacing>> {
  const read = readRecoveryKey(input.recoveryKey);
  return operate<Replacing>(deps, caller, 'recovery-key.replace', async (work) => {
    const { tx, account, session, now } = work;
    const staged = await stagedRecoveryKeyHashes(tx, account.id, session.id);
    if (!staged.some((row) => now < row.made_at + REPLACEMENT_MS)) return refuse({ tag: 'flow-gone' });
    if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
    const match = staged.find((row) => matchesRecoveryKey(deps.keyRing, row.key_hash, read.canonical));
    if (!match) return refuse({ tag: 'recovery-key-refused', group: null });
    const begun = await beginSlow(deps, caller, work, { kind: 'recovery-key.replace' });
    if (!begun.allowed) return begun;
    await markRecoveryKeyProved(tx, account.id, 'staged', match.ordinal, now);
    await holdRecoveryKeys(tx, account.id);
    return done({ provedAt: now, hold: begun.facts.hold }, begun.facts.evidence);
  });
}
