import { sign } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Cbor } from '../../../../../test/support/cbor.ts';
import { issueCertificate, issueRoot } from '../../../../../test/support/certificate-authority.ts';
import { der, integer, octets, sequence, set, tagged } from '../../../../../test/support/der.ts';
import { makeKeyPair } from '../../../../../test/support/signing-keys.ts';
import { STRICT_POLICY } from '../relying-party.ts';
import { verifyAndroidKey } from './android-key.ts';
import type { AttestationStatement } from './statement.ts';

const root = issueRoot();
const credential = makeKeyPair('ES256');
const authenticatorData = Buffer.alloc(164, 1);
const clientDataHash = Buffer.alloc(32, 2);

/** Context-specific tags above thirty, in two bytes. */
const high = (tag: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0xbf, 0x80 | (tag >> 7), tag & 127, content.length]), content]);
const purpose = (...values: readonly number[]): Buffer => tagged(1, set(...values.map((value) => integer(value))));
const origin = (value: number): Buffer => high(702, integer(value));
const ALL_APPLICATIONS = high(600, der(0x05));
const SIGN = purpose(2);
const GENERATED = origin(0);

interface Odd {
  readonly software?: readonly Uint8Array[];
  readonly hardware?: readonly Uint8Array[];
  readonly challenge?: Uint8Array;
  readonly certified?: typeof credential;
}

function statement({
  software = [],
  hardware = [SIGN, GENERATED],
  challenge = clientDataHash,
  certified = credential,
}: Odd): AttestationStatement {
  const level = der(0x0a, Buffer.from([1]));
  const description = sequence(
    integer(100),
    level,
    integer(100),
    level,
    octets(challenge),
    octets(Buffer.alloc(0)),
    sequence(...software),
    sequence(...hardware),
  );
  const certificate = issueCertificate(root, {
    commonName: 'Android Keystore Key',
    publicKey: certified.publicKey,
    extensions: [{ oid: '1.3.6.1.4.1.11129.2.1.17', value: description }],
  });
  const sig = sign('sha256', Buffer.concat([authenticatorData, clientDataHash]), certified.privateKey);
  return {
    fields: new Map<string, Cbor>([
      ['alg', -7],
      ['sig', sig],
      ['x5c', [certificate.der]],
    ]),
    authenticatorData,
    clientDataHash,
    aaguid: Buffer.alloc(16),
    credentialId: Buffer.alloc(16),
    credential: { algorithm: -7, publicKey: credential.publicKey, cose: new Map() },
    policy: STRICT_POLICY,
  };
}

it('A key that was generated for signing in the trusted environment verifies', () => {
  expect(verifyAndroidKey(statement({}))).toMatchObject({ weak: false, chain: [expect.any(Uint8Array)] });
  expect(() => verifyAndroidKey(statement({ hardware: [purpose(2, 3), GENERATED] }))).not.toThrow();
});

it.each<[string, Odd]>([
  ['authorizations that software alone enforces', { software: [SIGN, GENERATED], hardware: [] }],
  ['a key that was imported', { hardware: [SIGN, origin(2)] }],
  ['a key for encryption', { hardware: [purpose(0, 1), GENERATED] }],
  ['no purpose', { hardware: [GENERATED] }],
  ['a key for all applications, by hardware', { hardware: [SIGN, ALL_APPLICATIONS, GENERATED] }],
  ['a key for all applications, by software', { software: [ALL_APPLICATIONS] }],
  ['another challenge', { challenge: Buffer.alloc(32, 3) }],
  ['another key', { certified: makeKeyPair('ES256') }],
])('%s is refused', (_name, odd) => {
  expect(() => verifyAndroidKey(statement(odd))).toThrow();
});
