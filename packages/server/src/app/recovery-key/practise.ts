// recovery-key.test: the drill. A recovery key is typed back from its paper, found good, and not used up (product.md §4).

import { type Decision, refuse } from '../../domain/decision.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { markRecoveryKeyProved, recoveryKeyHashes } from '../../storage/recovery-key.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { throttle } from '../throttle.ts';
import { matchesRecoveryKey } from './hash.ts';

export interface Practised {
  /** Which of the account's recovery keys it was: 1 or 2. */
  readonly ordinal: number;
  readonly provedAt: number;
}

/**
 * Compared first: a right one always passes, and only the others are counted, so that nobody who is signed in beside the
 * holder keeps them from a drill. Every look is on record, so that a drill that was not the holder's is seen.
 */
export function practiseRecovery(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly recoveryKey: string },
): Promise<Decision<Practised>> {
  const read = readRecoveryKey(input.recoveryKey);
  return operate(deps, caller, 'recovery-key.test', async ({ tx, account, now }) => {
    const live = await recoveryKeyHashes(tx, account.id, 'live');
    const match = read.ok
      ? live.find((row) => matchesRecoveryKey(deps.keyRing, row.key_hash, read.canonical))
      : undefined;
    if (!match) {
      const limited = await throttle(deps, tx, 'drill.account', [account.id], now);
      return refuse(limited ?? { tag: 'recovery-key-refused', group: read.ok ? null : read.group });
    }
    if (match.spent_at !== null) return refuse({ tag: 'recovery-key-void' });
    await markRecoveryKeyProved(tx, account.id, 'live', match.ordinal, now);
    return done({ ordinal: match.ordinal, provedAt: now }, { subject: String(match.ordinal) });
  });
}
