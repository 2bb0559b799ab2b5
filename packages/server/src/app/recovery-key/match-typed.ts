// Finds which of an account's recovery keys was typed beside a key. It is compared first, and failures alone are counted:
// a right one passes whatever others did before (product.md §3).

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { AccountId } from '../../domain/id.ts';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import type { LimitName } from '../../domain/throttle/throttle.ts';
import { markRecoveryKeyProved, recoveryKeyHashes } from '../../storage/recovery-key.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { throttle } from '../throttle.ts';
import { matchesRecoveryKey } from './hash.ts';

export interface TypedMatch {
  /** 1 or 2, as on its paper. */
  readonly ordinal: number;
}

/** It is proved by this, and not used up. `limit`: counts by account, where nobody comes who has no key of it. */
export async function matchTypedRecoveryKey(
  deps: Pick<Deps, 'keyRing'>,
  tx: Tx,
  accountId: AccountId,
  typed: { readonly recoveryKey: string; readonly limit: LimitName; readonly now: number },
): Promise<Decision<TypedMatch>> {
  const read = readRecoveryKey(typed.recoveryKey);
  const live = read.ok ? await recoveryKeyHashes(tx, accountId, 'live') : [];
  const match = live.find((row) => read.ok && matchesRecoveryKey(deps.keyRing, row.key_hash, read.canonical));
  if (match && match.spent_at === null) {
    await markRecoveryKeyProved(tx, accountId, 'live', match.ordinal, typed.now);
    return allow({ ordinal: match.ordinal });
  }
  const limited = await throttle(deps, tx, typed.limit, [accountId], typed.now);
  if (limited) return refuse(limited);
  if (match) return refuse({ tag: 'recovery-key-void' });
  return refuse({ tag: 'recovery-key-refused', group: read.ok ? null : read.group });
}
