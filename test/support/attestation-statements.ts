// Attestation statements of every format as authenticators make them, with whatever is to be right or wrong about one.

import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult, sign } from 'node:crypto';
import type { AttestationStatement } from '../../packages/server/src/webauthn/attestation/statement.ts';
import { STRICT_POLICY } from '../../packages/server/src/webauthn/relying-party.ts';
import type { Cbor } from './cbor.ts';
import { type CertificateAsked, type Extension, issueCertificate, issueRoot } from './certificate-authority.ts';
import { der, integer, octets, oid, sequence, set, tagged, utf8 } from './der.ts';
import { makeKeyPair } from './signing-keys.ts';

/** Signs every certificate of these statements. */
export const attestationRoot = issueRoot();
const credential = makeKeyPair('ES256');
const aik = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = credential.publicKey.export({ format: 'jwk' });
const [x, y] = [jwk.x, jwk.y].map((text) => Buffer.from(String(text), 'base64url')) as [Buffer, Buffer];
const authenticatorData = Buffer.alloc(164, 1);
const clientDataHash = Buffer.alloc(32, 2);
const credentialId = Buffer.alloc(16);

const hash = (name: string, ...parts: readonly Uint8Array[]): Buffer =>
  createHash(name).update(Buffer.concat(parts)).digest();
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sized = (bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

/** What can be odd in any format. */
interface OddAnywhere {
  /** UUID text; zeros where left out. */
  readonly aaguid?: string;
  readonly certificate?: Partial<CertificateAsked>;
  /** Beside those that the format wants. */
  readonly extensions?: readonly Extension[];
}

const about = (odd: OddAnywhere, fields: ReadonlyMap<string, Cbor>): AttestationStatement => ({
  fields,
  authenticatorData,
  clientDataHash,
  aaguid: hex((odd.aaguid ?? '00'.repeat(16)).replaceAll('-', '')),
  credentialId,
  credential: {
    algorithm: -7,
    publicKey: credential.publicKey,
    cose: new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]),
  },
  policy: STRICT_POLICY,
});

const issue = (odd: OddAnywhere, asked: CertificateAsked) =>
  issueCertificate(attestationRoot, {
    ...asked,
    extensions: [...(asked.extensions ?? []), ...(odd.extensions ?? [])],
    ...odd.certificate,
  });

export interface OddPacked extends OddAnywhere {
  readonly alg?: number;
  readonly digest?: string;
  /** The batch's own key pair. */
  readonly batch?: KeyPairKeyObjectResult;
}

/** ES256 where nothing else is said. */
export function packedStatement(odd: OddPacked = {}): AttestationStatement {
  const { alg = -7, digest = 'sha256' } = odd;
  const { batch = makeKeyPair('ES256') } = odd;
  const unit = 'Authenticator Attestation';
  const certificate = issue(odd, { commonName: 'Batch', unit, publicKey: batch.publicKey });
  const fields = new Map<string, Cbor>([
    ['alg', alg],
    ['sig', sign(digest, Buffer.concat([authenticatorData, clientDataHash]), batch.privateKey)],
    ['x5c', [certificate.der]],
  ]);
  return about(odd, fields);
}

export function u2fStatement(odd: OddAnywhere = {}): AttestationStatement {
  const { der: batch, privateKey } = issue(odd, { commonName: 'Batch' });
  const point = Buffer.concat([Buffer.from([4]), x, y]);
  const signed = Buffer.concat([
    Buffer.from([0]),
    authenticatorData.subarray(0, 32),
    clientDataHash,
    credentialId,
    point,
  ]);
  const fields = new Map<string, Cbor>([
    ['sig', sign('sha256', signed, privateKey)],
    ['x5c', [batch]],
  ]);
  return about(odd, fields);
}

export const APPLE_NONCE = hash('sha256', authenticatorData, clientDataHash);

export interface OddApple extends OddAnywhere {
  readonly nonce?: Uint8Array;
  /** The extension's own DER. */
  readonly extension?: Uint8Array | null;
  readonly certified?: typeof credential;
}

export function appleStatement(odd: OddApple = {}): AttestationStatement {
  const { nonce = APPLE_NONCE, extension, certified = credential } = odd;
  const value = extension === undefined ? sequence(tagged(1, octets(nonce))) : extension;
  const certificate = issue(odd, {
    commonName: 'Credential',
    publicKey: certified.publicKey,
    extensions: value ? [{ oid: '1.2.840.113635.100.8.2', value }] : [],
  });
  return about(odd, new Map<string, Cbor>([['x5c', [certificate.der]]]));
}

/** Context-specific tags above thirty, in two bytes. */
const high = (tag: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([0xbf, 0x80 | (tag >> 7), tag & 127, content.length]), content]);
export const ANDROID = {
  purpose: (...values: readonly number[]): Buffer => tagged(1, set(...values.map((value) => integer(value)))),
  origin: (value: number): Buffer => high(702, integer(value)),
  allApplications: high(600, der(0x05)),
};
const SIGN = ANDROID.purpose(2);
const GENERATED = ANDROID.origin(0);

export interface OddAndroid extends OddAnywhere {
  readonly software?: readonly Uint8Array[];
  readonly hardware?: readonly Uint8Array[];
  readonly challenge?: Uint8Array;
  readonly certified?: typeof credential;
}

export function androidStatement(odd: OddAndroid = {}): AttestationStatement {
  const { software = [], hardware = [SIGN, GENERATED], challenge = clientDataHash, certified = credential } = odd;
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
  const certificate = issue(odd, {
    commonName: 'Android Keystore Key',
    publicKey: certified.publicKey,
    extensions: [{ oid: '1.3.6.1.4.1.11129.2.1.17', value: description }],
  });
  const sig = sign('sha256', Buffer.concat([authenticatorData, clientDataHash]), certified.privateKey);
  const fields = new Map<string, Cbor>([
    ['alg', -7],
    ['sig', sig],
    ['x5c', [certificate.der]],
  ]);
  return about(odd, fields);
}

export const tpmMake = (id: string) =>
  [
    ['2.23.133.2.1', id],
    ['2.23.133.2.2', 'Model'],
    ['2.23.133.2.3', 'id:0001'],
  ].map(([type = '', value = '']) => sequence(oid(type), utf8(value)));
export const tpmAltName = (names: readonly Uint8Array[]): Extension => ({
  oid: '2.5.29.17',
  critical: true,
  value: sequence(tagged(4, sequence(...names))),
});
export const TPM_USE: Extension = { oid: '2.5.29.37', value: sequence(oid('2.23.133.8.3')) };
/** STMicroelectronics. */
export const TPM_MAKER = 'id:53544D20';
export const TPM_PUBLIC_AREA = Buffer.concat([hex('0023000b0004000000000010001000030010'), sized(x), sized(y)]);

export interface OddTpm extends OddAnywhere {
  readonly alg?: number;
  readonly digest?: string;
  readonly version?: string;
  readonly publicArea?: Buffer;
  readonly magic?: string;
  readonly type?: string;
  readonly extraData?: Buffer;
  readonly name?: Buffer;
  readonly spoil?: boolean;
}

/** RS256 where nothing else is said. */
export function tpmStatement(odd: OddTpm = {}): AttestationStatement {
  const { alg = -257, digest = 'sha256', publicArea = TPM_PUBLIC_AREA } = odd;
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
  const certificate = issue(odd, {
    commonName: '',
    publicKey: aik.publicKey,
    extensions: [tpmAltName([set(...tpmMake(TPM_MAKER))]), TPM_USE],
  });
  const fields = new Map<string, Cbor>([
    ['ver', odd.version ?? '2.0'],
    ['alg', alg],
    ['x5c', [certificate.der]],
    ['sig', sig],
    ['certInfo', certInfo],
    ['pubArea', publicArea],
  ]);
  return about(odd, fields);
}
