import { expect, it } from 'vitest';
import { APPLE_NONCE, appleStatement, type OddApple } from '../../../../../test/support/attestation-statements.ts';
import { octets, sequence } from '../../../../../test/support/der.ts';
import { makeKeyPair } from '../../../../../test/support/signing-keys.ts';
import { verifyApple } from './apple.ts';

it('A certificate for this key and this registration verifies', () => {
  expect(verifyApple(appleStatement())).toEqual({ chain: [expect.any(Uint8Array)] });
});

it.each<[string, OddApple]>([
  ['another key', { certified: makeKeyPair('ES256') }],
  ['another nonce', { nonce: Buffer.alloc(32) }],
  ['a nonce and more', { nonce: Buffer.concat([APPLE_NONCE, Buffer.from([0])]) }],
  ['a nonce of another form', { extension: sequence(octets(APPLE_NONCE)) }],
  ['no nonce', { extension: null }],
])('A certificate for %s is refused', (_name, odd) => {
  expect(() => verifyApple(appleStatement(odd))).toThrow();
});
