import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { issueCertificate, issueRoot } from '../../../../../test/support/certificate-authority.ts';
import { octets, sequence, tagged } from '../../../../../test/support/der.ts';
import { makeKeyPair } from '../../../../../test/support/signing-keys.ts';
import { STRICT_POLICY } from '../relying-party.ts';
import { verifyApple } from './apple.ts';
import type { AttestationStatement } from './statement.ts';

const root = issueRoot();
const credential = makeKeyPair('ES256');
const authenticatorData = Buffer.alloc(164, 1);
const clientDataHash = Buffer.alloc(32, 2);
const NONCE = createHash('sha256').update(authenticatorData).update(clientDataHash).digest();

interface Odd {
  readonly nonce?: Uint8Array;
  /** The extension's own DER. */
  readonly extension?: Uint8Array | null;
  readonly certified?: typeof credential;
}

function statement({ nonce = NONCE, extension, certified = credential }: Odd): AttestationStatement {
  const value = extension === undefined ? sequence(tagged(1, octets(nonce))) : extension;
  const certificate = issueCertificate(root, {
    commonName: 'Credential',
    publicKey: certified.publicKey,
    extensions: value ? [{ oid: '1.2.840.113635.100.8.2', value }] : [],
  });
  return {
    fields: new Map([['x5c', [certificate.der]]]),
    authenticatorData,
    clientDataHash,
    aaguid: Buffer.alloc(16),
    credentialId: Buffer.alloc(16),
    credential: { algorithm: -7, publicKey: credential.publicKey, cose: new Map() },
    policy: STRICT_POLICY,
  };
}

it('A certificate for this key and this registration verifies', () => {
  expect(verifyApple(statement({}))).toMatchObject({ weak: false, chain: [expect.any(Uint8Array)] });
});

it.each<[string, Odd]>([
  ['another key', { certified: makeKeyPair('ES256') }],
  ['another nonce', { nonce: Buffer.alloc(32) }],
  ['a nonce and more', { nonce: Buffer.concat([NONCE, Buffer.from([0])]) }],
  ['a nonce of another form', { extension: sequence(octets(NONCE)) }],
  ['no nonce', { extension: null }],
])('A certificate for %s is refused', (_name, odd) => {
  expect(() => verifyApple(statement(odd))).toThrow();
});
