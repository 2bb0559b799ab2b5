// ML-DSA-44: the published seed gives the published key, and what it verifies is what was signed.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mlDsaFromSeed, verifyMlDsa } from './ml-dsa.ts';

const { vectors } = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/c2sp/httpsig-pq-vectors.json', import.meta.url), 'utf8'),
) as { readonly vectors: readonly Readonly<Record<string, string>>[] };
const published = vectors.find(({ algorithm }) => algorithm === 'ml-dsa-44') ?? {};
const base64 = (name: string): Buffer => Buffer.from(published[name] ?? '', 'base64');

it('the published seed has the published key, whose published signature verifies', () => {
  const signer = mlDsaFromSeed(Buffer.from(published.private_key_seed_hex ?? '', 'hex'));
  expect(signer?.publicKey).toEqual(base64('public_key_base64'));
  const message = base64('signature_base_base64');
  expect(verifyMlDsa(base64('public_key_base64'), message, base64('deterministic_signature_base64'))).toBe(true);
  expect(verifyMlDsa(base64('public_key_base64'), message, signer?.sign(message) ?? Buffer.alloc(0))).toBe(true);
});

it('a flipped bit, a cut or a longer signature does not verify', () => {
  const [key, message, signature] = [
    base64('public_key_base64'),
    base64('signature_base_base64'),
    base64('deterministic_signature_base64'),
  ];
  const flipped = Buffer.from(signature);
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  for (const wrong of [flipped, signature.subarray(1), Buffer.concat([signature, Buffer.alloc(1)])]) {
    expect(verifyMlDsa(key, message, wrong)).toBe(false);
  }
});

it('a seed has 32 bytes', () => {
  expect(() => mlDsaFromSeed(Buffer.alloc(31))).toThrow(RangeError);
});
