import { expect, it } from 'vitest';
import { ed25519FromSeed } from './ed25519.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

it('signs as RFC 8032 §7.1, test 2, does', () => {
  const signer = ed25519FromSeed(bytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
  expect(Buffer.from(signer.publicKey).toString('hex')).toBe(
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  );
  expect(Buffer.from(signer.sign(bytes('72'))).toString('hex')).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );
});

it('a seed of another length makes no key', () => {
  expect(() => ed25519FromSeed(new Uint8Array(31))).toThrow(RangeError);
});
