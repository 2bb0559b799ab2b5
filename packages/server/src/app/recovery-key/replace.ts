// recovery-key.make and recovery-key.replace: two new recovery keys are shown, one of them is typed back, and from that
// moment they stand in the place of the old ones. Until then the old ones stay good.

import { RECOVERY_KEYS_NEEDED } from '../../domain/account/standing.ts';
import { requireFullRights } from '../../domain/credential/probation.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import {
  activateRecoveryKeys,
  markRecoveryKeyProved,
  recoveryKeyHashes,
  stageRecoveryKeys,
} from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { voidRecovery } from '../recovery/stop.ts';
import { matchesRecoveryKey } from './hash.ts';
import { makeRecoveryKeyPair, type RecoveryKeysMade } from './make-pair.ts';

/** How long new keys wait to be typed back: time to find a pen, not to come back another day. */
export const REPLACEMENT_MS = 60 * 60 * 1000;

/** New ones each time: an earlier pair that was not put in place is gone. A key on probation makes none (product.md §3). */
export function makeReplacement(deps: Deps, caller: SignedInCaller): Promise<Decision<RecoveryKeysMade>> {
  const { recoveryKeys, hashes } = makeRecoveryKeyPair(deps);
  return operate(deps, caller, 'recovery-key.make', async ({ tx, account, provedWith, now }) => {
    const rights = requireFullRights(account.tier, provedWith, now);
    if (!rights.allowed) return rights;
    await stageRecoveryKeys(tx, account.id, hashes, now);
    return done({ recoveryKeys, madeAt: now });
  });
}

/** A key that cannot be read back replaces nothing. */
export function replaceRecoveryKeys(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly recoveryKey: string },
): Promise<Decision<{ readonly provedAt: number }>> {
  const read = readRecoveryKey(input.recoveryKey);
  return operate(deps, caller, 'recovery-key.replace', async ({ tx, account, provedWith, now }) => {
    const rights = requireFullRights(account.tier, provedWith, now);
    if (!rights.allowed) return rights;
    const staged = await recoveryKeyHashes(tx, account.id, 'staged');
    if (!staged.some((row) => now < row.made_at + REPLACEMENT_MS)) return refuse({ tag: 'flow-gone' });
    if (!read.ok) return refuse({ tag: 'recovery-key-refused', group: read.group });
    const match = staged.find((row) => matchesRecoveryKey(deps.keyRing, row.key_hash, read.canonical));
    if (!match) return refuse({ tag: 'recovery-key-refused', group: null });
    await markRecoveryKeyProved(tx, account.id, 'staged', match.ordinal, now);
    // What one of the old keys began is void with them, also where it is on its way.
    await voidRecovery(deps, tx, account, now);
    const live = await activateRecoveryKeys(tx, account.id);
    if (live !== RECOVERY_KEYS_NEEDED) throw new Error(`${live} recovery keys would be left`);
    return done({ provedAt: now });
  });
}
