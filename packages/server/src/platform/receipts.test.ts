import { createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { digestOf, receiptSigner } from './receipts.ts';

it('a receipt verifies with the published key alone, by other code than what made it', async () => {
  const signer = await receiptSigner(Buffer.alloc(32, 7));
  const receipt = await signer.sign({ excluded: true });
  const [head = '', body = '', signature = ''] = receipt.split('.');
  const [jwk] = signer.keys;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const isGood = (text: string) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  expect(isGood(`${head}.${body}`)).toBe(true);
  expect(isGood(`${head}.${Buffer.from('{"excluded":false}').toString('base64url')}`)).toBe(false);
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({
    alg: 'EdDSA',
    kid: jwk?.kid,
    typ: 'training-receipt-v2+jwt',
  });
});

it('a key is named by its thumbprint (RFC 7638), so that the same seed has the same name', async () => {
  const [one, other] = [await receiptSigner(Buffer.alloc(32, 7)), await receiptSigner(Buffer.alloc(32, 7))];
  expect(one.keys).toEqual(other.keys);
});

it('a digest is SHA-256 in base64url', () => {
  expect(digestOf('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});
