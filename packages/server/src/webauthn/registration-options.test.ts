import { expect, it } from 'vitest';
import { assertionOptions } from './assertion-options.ts';
import { type RegistrationAbout, registrationOptions } from './registration-options.ts';
import { STRICT_POLICY } from './relying-party.ts';

const RP = { rpId: 'holdfast.example', origins: ['https://holdfast.example'], name: 'Holdfast' };
const ABOUT: RegistrationAbout = {
  challenge: 'Y2hhbGxlbmdl',
  rp: RP,
  policy: STRICT_POLICY,
  user: { id: 'aGFuZGxl', name: 'ada@example.com', displayName: 'Ada' },
  exclude: [{ id: 'AAAA', transports: ['usb'] }],
  hint: 'security-key',
  timeoutMs: 300_000,
};

it('A new key is discoverable, verifies its user, is not one of those held, and says its make', () => {
  expect(registrationOptions(ABOUT)).toEqual({
    rp: { id: 'holdfast.example', name: 'Holdfast' },
    user: ABOUT.user,
    challenge: 'Y2hhbGxlbmdl',
    pubKeyCredParams: STRICT_POLICY.algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: 300_000,
    excludeCredentials: [{ id: 'AAAA', type: 'public-key', transports: ['usb'] }],
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
      authenticatorAttachment: 'cross-platform',
    },
    hints: ['security-key'],
    attestation: 'direct',
    extensions: { credProps: true },
  });
  expect(registrationOptions({ ...ABOUT, attestation: 'none' }).attestation).toBe('none');
});

it('The attachment says to older browsers what the hint says', () => {
  const attachments = (['security-key', 'hybrid', 'client-device'] as const).map(
    (hint) => registrationOptions({ ...ABOUT, hint }).authenticatorSelection.authenticatorAttachment,
  );
  expect(attachments).toEqual(['cross-platform', 'cross-platform', 'platform']);
});

it('ES256 is offered first, then EdDSA, RS256 and, with this runtime, ML-DSA', () => {
  expect(STRICT_POLICY.algorithms).toEqual([-7, -8, -257, -48, -49, -50]);
});

it('A sign-in asks for any key of the site, or for those named, always with user verification', () => {
  const about = { challenge: 'Y2hhbGxlbmdl', rp: RP, timeoutMs: 300_000 };
  expect(assertionOptions({ ...about, allow: [] })).toEqual({
    challenge: 'Y2hhbGxlbmdl',
    rpId: 'holdfast.example',
    timeout: 300_000,
    userVerification: 'required',
    allowCredentials: [],
  });
  const [described] = assertionOptions({ ...about, allow: [{ id: 'AAAA', transports: [] }] }).allowCredentials;
  expect(described).toEqual({ id: 'AAAA', type: 'public-key' });
});
