// A key that waits in the set-up flow: it survives as text, byte for byte.

import { expect, it } from 'vitest';
import type { VerifiedRegistration } from '../../webauthn/verify-registration.ts';
import { holdKey, releaseKey } from './pending-key.ts';

const VERIFIED: VerifiedRegistration = {
  externalId: 'a2V5',
  publicKeyCose: Buffer.from([0, 1, 254, 255]),
  algorithm: -7,
  signCount: 3,
  aaguid: '00000000-0000-0000-0000-000000000000',
  backupEligible: true,
  backedUp: false,
  discoverable: true,
  transports: ['usb', 'nfc'],
  attachment: 'cross-platform',
  attestationFormat: 'packed',
  attestationTrust: 'anchored',
  attestationObject: Buffer.from([255, 0, 128]),
};

it('comes back from text as it was, with the name that it was given', () => {
  const held = JSON.parse(JSON.stringify(holdKey(VERIFIED, 'Blue key', [])));
  expect(held.nickname).toBe('Blue key');
  expect(releaseKey(held)).toEqual({ ...VERIFIED, nickname: 'Blue key' });
});

it('gets a number where the one before it has the name', () => {
  expect(holdKey(VERIFIED, 'Blue key', [holdKey(VERIFIED, 'Blue key', [])]).nickname).toBe('Blue key 2');
});
