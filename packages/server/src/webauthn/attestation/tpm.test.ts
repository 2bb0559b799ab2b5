import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Cbor } from '../../../../../test/support/cbor.ts';
import {
  type CertificateAsked,
  type Extension,
  issueCertificate,
  issueRoot,
} from '../../../../../test/support/certificate-authority.ts';
import { der, oid, sequence, set, tagged, utf8 } from '../../../../../test/support/der.ts';
import { makeKeyPair } from '../../../../../test/support/signing-keys.ts';
import { STRICT_POLICY } from '../relying-party.ts';
import type { AttestationStatement } from './statement.ts';
import { verifyTpm } from './tpm.ts';

const root = issueRoot();
const credential = makeKeyPair('ES256');
const aik = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = credential.publicKey.export({ format: 'jwk' });
const [x, y] = [jwk.x, jwk.y].map((text) => Buffer.from(String(text), 'base64url')) as [Buffer, Buffer];
const authenticatorData = Buffer.alloc(164, 1);
const clientDataHash = Buffer.alloc(32, 2);

const hash = (name: string, ...parts: readonly Uint8Array[]): Buffer =>
  createHash(name).update(Buffer.concat(parts)).digest();
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sized = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

const make = (id: string) =>
  [
    ['2.23.133.2.1', id],
    ['2.23.133.2.2', 'Model'],
    ['2.23.133.2.3', 'id:0001'],
  ].map(([type = '', value = '']) => sequence(oid(type), utf8(value)));
const altName = (names: readonly Uint8Array[]): Extension => ({
  oid: '2.5.29.17',
  critical: true,
  value: sequence(tagged(4, sequence(...names))),
});
const USE: Extension = { oid: '2.5.29.37', value: sequence(oid('2.23.133.8.3')) };
const STM = 'id:53544D20';

interface Odd {
  readonly alg?: number;
  readonly digest?: string;
  readonly version?: string;
  readonly publicArea?: Buffer;
  readonly magic?: string;
  readonly type?: string;
  readonly extraData?: Buffer;
  readonly name?: Buffer;
  readonly certificate?: Partial<CertificateAsked>;
  readonly spoil?: boolean;
}

const PUBLIC_AREA = Buffer.concat([hex('0023000b0004000000000010001000030010'), sized(x), sized(y)]);

/** A statement as a TPM makes it, RS256 where nothing else is said. */
function statement(odd: Odd = {}): AttestationStatement {
  const { alg = -257, digest = 'sha256', publicArea = PUBLIC_AREA } = odd;
  const certInfo = Buffer.concat([
    hex(odd.magic ?? 'ff544347'),
    hex(odd.type ?? '8017'),
    sized(Buffer.alloc(0)),
    sized(odd.extraData ?? hash(digest, authenticatorData, clientDataHash)),
    Buffer.alloc(17 + 8),
    sized(odd.name ?? Buffer.concat([hex('000b'), hash('sha256', publicArea)])),
    sized(Buffer.alloc(0)),
  ]);
  const sig = sign(digest, certInfo, aik.privateKey);
  if (odd.spoil) sig[9] = (sig[9] ?? 0) ^ 1;
  const certificate = issueCertificate(root, {
    commonName: '',
    publicKey: aik.publicKey,
    extensions: [altName([set(...make(STM))]), USE],
    ...odd.certificate,
  });
  const fields = new Map<string, Cbor>([
    ['ver', odd.version ?? '2.0'],
    ['alg', alg],
    ['x5c', [certificate.der]],
    ['sig', sig],
    ['certInfo', certInfo],
    ['pubArea', publicArea],
  ]);
  const cose = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, x],
    [-3, y],
  ]);
  return {
    fields,
    authenticatorData,
    clientDataHash,
    aaguid: Buffer.alloc(16),
    credentialId: Buffer.alloc(16),
    credential: { algorithm: -7, publicKey: credential.publicKey, cose },
    policy: STRICT_POLICY,
  };
}

describe('a TPM’s statement', () => {
  it('verifies, with RS256, and with RS1 as a weak one', () => {
    expect(verifyTpm(statement())).toMatchObject({ weak: false, chain: [expect.any(Uint8Array)] });
    expect(verifyTpm(statement({ alg: -65535, digest: 'sha1' }))).toMatchObject({ weak: true });
  });

  it('names its maker in one relative name or in several, in either case', () => {
    const several = altName(make(STM).map((attribute) => set(attribute)));
    const lower = altName([set(...make(STM.toLowerCase()))]);
    for (const name of [several, lower]) {
      expect(() => verifyTpm(statement({ certificate: { extensions: [name, USE] } }))).not.toThrow();
    }
  });

  it.each<[string, Odd]>([
    ['another version', { version: '1.2' }],
    ['an algorithm that is not its key’s', { alg: -7 }],
    ['another digest than its algorithm’s', { digest: 'sha512' }],
    ['a spoilt signature', { spoil: true }],
    ['a statement that no TPM made', { magic: '00000000' }],
    ['a quote instead of a certification', { type: '8018' }],
    ['another registration', { extraData: Buffer.alloc(32) }],
    ['another object', { name: Buffer.concat([hex('000b'), Buffer.alloc(32)]) }],
    ['another key', { publicArea: Buffer.concat([PUBLIC_AREA.subarray(0, -1), hex('00')]) }],
    ['a public area with something after it', { publicArea: Buffer.concat([PUBLIC_AREA, hex('00')]) }],
    ['a public area that ends too soon', { publicArea: PUBLIC_AREA.subarray(0, 40) }],
    ['a certificate with a subject', { certificate: { commonName: 'AIK' } }],
    ['a CA’s certificate', { certificate: { ca: true } }],
    ['a certificate for another use', { certificate: { extensions: [altName([set(...make(STM))])] } }],
    ['a certificate without a make', { certificate: { extensions: [USE] } }],
    ['an unknown manufacturer', { certificate: { extensions: [altName([set(...make('id:00000000'))]), USE] } }],
    [
      'a name that is no directory name',
      { certificate: { extensions: [{ oid: '2.5.29.17', value: sequence(der(0x82)) }, USE] } },
    ],
  ])('with %s is refused', (_name, odd) => {
    expect(() => verifyTpm(statement(odd))).toThrow();
  });
});
