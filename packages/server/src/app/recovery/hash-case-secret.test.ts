import { expect, it } from 'vitest';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { caseSecretHashes, hashCaseSecret } from './hash-case-secret.ts';

const secretOf = (version: string) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) });
const old = createKeyRing([secretOf('x')], systemRandom);
const rotated = createKeyRing([secretOf('y'), secretOf('x')], systemRandom);
const SECRET = 'D4TXW8MQ2HVK9RBC7F3K';

it('a secret is found again, also after the server’s secrets were rotated', () => {
  const stored = hashCaseSecret(old, SECRET);
  expect(stored).toMatch(/^x\.[\w-]{43}$/);
  expect(caseSecretHashes(old, SECRET)).toEqual([stored]);
  expect(caseSecretHashes(rotated, SECRET)).toContain(stored);
  expect(caseSecretHashes(createKeyRing([secretOf('y')], systemRandom), SECRET)).not.toContain(stored);
});

it('another secret has another hash', () => {
  expect(caseSecretHashes(old, `${SECRET.slice(0, -1)}M`)).not.toContain(hashCaseSecret(old, SECRET));
});
