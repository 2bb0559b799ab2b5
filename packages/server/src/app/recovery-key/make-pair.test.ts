import { expect, it } from 'vitest';
import { readRecoveryKey } from '../../domain/recovery/recovery-key.ts';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { matchesRecoveryKey } from './hash.ts';
import { makeRecoveryKeyPair } from './make-pair.ts';

const keyRing = createKeyRing([{ version: 'x', secret: Buffer.alloc(32, 'secret') }], systemRandom);

it('a pair is two different recovery keys, each with a hash that fits it alone', () => {
  const { recoveryKeys, hashes } = makeRecoveryKeyPair({ random: systemRandom, keyRing });
  expect(new Set(recoveryKeys).size).toBe(2);
  const fits = recoveryKeys.map((key) => {
    const read = readRecoveryKey(key);
    return hashes.map((hash) => read.ok && matchesRecoveryKey(keyRing, hash, read.canonical));
  });
  expect(fits).toEqual([
    [true, false],
    [false, true],
  ]);
});
