// A recovery key as a person holds it: seven groups of four, no letter to misread, and a checksum that names a wrong group.
// 26 symbols are random, 130 bits; two check them.

import { CHECK_LENGTH, type ReadChecked, readChecked, showChecked } from './checked-symbols.ts';

export const RECOVERY_KEY_RANDOM_BYTES = 26;

/** A recovery key from 26 random bytes, of which 130 bits are used: `7K2Q 9DXM …`, seven groups. */
export function makeRecoveryKey(random: Uint8Array): string {
  if (random.length !== RECOVERY_KEY_RANDOM_BYTES) throw new RangeError('a recovery key needs 26 bytes');
  return showChecked(random);
}

export const readRecoveryKey = (typed: string): ReadChecked =>
  readChecked(typed, RECOVERY_KEY_RANDOM_BYTES + CHECK_LENGTH);
