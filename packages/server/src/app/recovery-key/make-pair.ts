// A pair of new recovery keys: as their holder sees them once, and as hashes to keep.

import { RECOVERY_KEYS_NEEDED } from '../../domain/account/standing.ts';
import { makeRecoveryKey, RECOVERY_KEY_RANDOM_BYTES } from '../../domain/recovery/recovery-key.ts';
import type { Deps } from '../deps.ts';
import { hashRecoveryKey } from './hash.ts';

interface RecoveryKeyPair {
  readonly recoveryKeys: string[];
  readonly hashes: readonly string[];
}

/** What their holder is answered, once. */
export interface RecoveryKeysMade {
  /** `7K2Q 9DXM …`, seven groups each. They are in this answer and nowhere else. */
  readonly recoveryKeys: string[];
  readonly madeAt: number;
}

export function makeRecoveryKeyPair({ random, keyRing }: Pick<Deps, 'random' | 'keyRing'>): RecoveryKeyPair {
  const recoveryKeys = Array.from({ length: RECOVERY_KEYS_NEEDED }, () =>
    makeRecoveryKey(random.bytes(RECOVERY_KEY_RANDOM_BYTES)),
  );
  return { recoveryKeys, hashes: recoveryKeys.map((key) => hashRecoveryKey(keyRing, key.replaceAll(' ', ''))) };
}
