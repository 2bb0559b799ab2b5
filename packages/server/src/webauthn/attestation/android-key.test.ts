import { expect, it } from 'vitest';
import { ANDROID, androidStatement, type OddAndroid } from '../../../../../test/support/attestation-statements.ts';
import { makeKeyPair } from '../../../../../test/support/signing-keys.ts';
import { verifyAndroidKey } from './android-key.ts';

const { purpose, origin, allApplications } = ANDROID;
const SIGN = purpose(2);
const GENERATED = origin(0);

it('A key that was generated for signing in the trusted environment verifies', () => {
  expect(verifyAndroidKey(androidStatement())).toEqual({ chain: [expect.any(Uint8Array)] });
  expect(() => verifyAndroidKey(androidStatement({ hardware: [purpose(2, 3), GENERATED] }))).not.toThrow();
});

it.each<[string, OddAndroid]>([
  ['authorizations that software alone enforces', { software: [SIGN, GENERATED], hardware: [] }],
  ['a key that was imported', { hardware: [SIGN, origin(2)] }],
  ['a key for encryption', { hardware: [purpose(0, 1), GENERATED] }],
  ['no purpose', { hardware: [GENERATED] }],
  ['a key for all applications, by hardware', { hardware: [SIGN, allApplications, GENERATED] }],
  ['a key for all applications, by software', { software: [allApplications] }],
  ['another challenge', { challenge: Buffer.alloc(32, 3) }],
  ['another key', { certified: makeKeyPair('ES256') }],
])('%s is refused', (_name, odd) => {
  expect(() => verifyAndroidKey(androidStatement(odd))).toThrow();
});
