// Project Wycheproof's signatures against the check behind every assertion: what is valid is taken, what is not is refused.

import { createPublicKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { verifySignature } from '../../packages/server/src/webauthn/verify-signature.ts';

interface Test {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly msg: string;
  readonly sig: string;
  readonly ctx?: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}
interface Group {
  readonly publicKeyDer: string;
  readonly publicKey: unknown;
  readonly tests: readonly Test[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`wycheproof/${name}`, import.meta.url), 'utf8')) as {
    readonly numberOfTests: number;
    readonly testGroups: readonly Group[];
  };

const fromDer = ({ publicKeyDer }: Group): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKeyDer, 'hex'), format: 'der', type: 'spki' });

/** Some of these keys are malformed on purpose: a key that cannot be imported verifies nothing. */
function mlDsaKey({ publicKey }: Group): KeyObject | null {
  const pub = Buffer.from(String(publicKey), 'hex').toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'AKP', alg: 'ML-DSA-44', pub }, format: 'jwk' } as JsonWebKeyInput);
  } catch {
    return null;
  }
}

it.each([
  ['ecdsa_secp256r1_sha256_test.json', -7, fromDer],
  ['ed25519_test.json', -8, fromDer],
  ['rsa_signature_2048_sha256_test.json', -257, fromDer],
  ['mldsa_44_verify_test.json', -48, mlDsaKey],
] as const)('%s: every signature is judged as it should be', (name, algorithm, keyOf) => {
  const { testGroups, numberOfTests } = read(name);
  const counts = { valid: 0, invalid: 0 };
  for (const group of testGroups) {
    const key = keyOf(group);
    for (const test of group.tests) {
      // WebAuthn signs with an empty ML-DSA context (RFC 9964 §4); a signature for another is none of ours. The one
      // "acceptable" RSA signature lacks the NULL of PKCS #1 and is refused.
      const expected = test.result === 'valid' && !test.ctx;
      const [data, signature] = [Buffer.from(test.msg, 'hex'), Buffer.from(test.sig, 'hex')];
      const verdict = key !== null && verifySignature(key, algorithm, data, signature);
      expect(verdict, `${test.tcId} ${test.comment} (${test.flags})`).toBe(expected);
      counts[expected ? 'valid' : 'invalid'] += 1;
    }
  }
  expect(counts.valid + counts.invalid).toBe(numberOfTests);
  expect(counts.valid).toBeGreaterThan(5);
  expect(counts.invalid).toBeGreaterThan(20);
});

it('A signature is verified only with a key of its algorithm’s own kind', () => {
  const [group] = read('ed25519_test.json').testGroups;
  const [test] = group?.tests ?? [];
  if (!group || !test) throw new Error('there are vectors');
  const [data, signature] = [Buffer.from(test.msg, 'hex'), Buffer.from(test.sig, 'hex')];
  const algorithms = [-8, -7, -257, -53, -48, 0, Number.NaN];
  expect(algorithms.map((algorithm) => verifySignature(fromDer(group), algorithm, data, signature))).toEqual([
    true,
    ...algorithms.slice(1).map(() => false),
  ]);
});
