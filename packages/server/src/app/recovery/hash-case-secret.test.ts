import { expect, it } from 'vitest';
import { createKeyRing } from '../../platform/key-ring.ts';
import { systemRandom } from '../../platform/random.ts';
import { caseSecretHashes, hashCaseSecret } from './hash-case-secret.ts';

const secretOf = (version: string) => ({ version, secret: Buffer.alloc(32, `secret ${version}`) });
const old = createKeyRing([secretOf('x')], systemRandom);
const rotated = createKeyRing([secretOf('y'), secretOf('x')], systemRandom);
const SECRET = 'D4TXW8MQ2HVK9RBC';

it('a secret is found again as it was typed, also after the server’s secrets were rotated', () => {
  const stored = hashCaseSecret(old, SECRET);
  expect(stored).toMatch(/^x\.[\w-]{43}$/);
  expect(caseSecretHashes(old, 'd4tx w8mq 2hvk 9rbc')).toEqual([stored]);
  expect(caseSecretHashes(rotated, SECRET)).toContain(stored);
  expect(caseSecretHashes(createKeyRing([secretOf('y')], systemRandom), SECRET)).not.toContain(stored);
});

it('another secret has another hash, and what cannot be one has none', () => {
  expect(caseSecretHashes(old, 'D4TXW8MQ2HVK9RBD')).not.toContain(hashCaseSecret(old, SECRET));
  expect(caseSecretHashes(old, 'D4TX')).toEqual([]);
});
