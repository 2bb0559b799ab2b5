// A certificate authority for tests: a root, and what it signs, with whatever is to be right or wrong about it.

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, boolean, der, integer, octets, oid, printable, sequence, set, tagged, time, utf8 } from './der.ts';

export interface Extension {
  readonly oid: string;
  readonly critical?: boolean;
  /** DER. */
  readonly value: Uint8Array;
}

export interface CertificateAsked {
  /** Empty: the whole subject is, as a TPM's must be. */
  readonly commonName: string;
  /** FIDO wants "Authenticator Attestation" here (WebAuthn L3 §8.2.1). */
  readonly unit?: string;
  /** Two letters, "AA" where left out. */
  readonly country?: string;
  /** Empty: the subject names none. */
  readonly organisation?: string;
  /** 3 where left out. */
  readonly version?: number;
  readonly ca?: boolean;
  readonly pathLengthMax?: number;
  /** False: says neither whether it is a CA nor what its key is for. */
  readonly constrained?: boolean;
  /** Default: certifying for a CA, signing for others. */
  readonly usage?: 'certify' | 'sign';
  readonly extensions?: readonly Extension[];
  /** Milliseconds since the epoch; 2020 to 2049 where left out. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** The key to certify; a new P-256 key where left out. */
  readonly publicKey?: KeyObject;
}

export interface Issued {
  readonly der: Buffer;
  readonly privateKey: KeyObject;
  readonly asked: CertificateAsked;
}

const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

const nameOf = ({
  commonName,
  unit = 'Tests',
  country = 'AA',
  organisation = 'Holdfast tests',
}: CertificateAsked): Buffer => {
  if (commonName === '') return sequence();
  const part = (type: string, value: Uint8Array) => set(sequence(oid(type), value));
  return sequence(
    ...(country === '' ? [] : [part('2.5.4.6', printable(country))]),
    ...(organisation === '' ? [] : [part('2.5.4.10', utf8(organisation))]),
    part('2.5.4.11', utf8(unit)),
    part('2.5.4.3', utf8(commonName)),
  );
};

function extensionsOf(asked: CertificateAsked): Buffer {
  const { ca = false, pathLengthMax, constrained = true, usage = ca ? 'certify' : 'sign', extensions = [] } = asked;
  const none = Buffer.alloc(0);
  const constraints = [ca ? boolean(true) : none, pathLengthMax === undefined ? none : integer(pathLengthMax)];
  // keyCertSign, or digitalSignature.
  const usageBits = usage === 'certify' ? bits(Buffer.from([0x04]), 2) : bits(Buffer.from([0x80]), 7);
  const own: readonly Extension[] = [
    { oid: '2.5.29.19', critical: true, value: sequence(...constraints) },
    { oid: '2.5.29.15', critical: true, value: usageBits },
  ];
  const all = [...(constrained ? own : []), ...extensions];
  const encoded = all.map((one) => sequence(oid(one.oid), one.critical ? boolean(true) : none, octets(one.value)));
  return all.length > 0 ? tagged(3, sequence(...encoded)) : none;
}

/** `issuer` null: it signs itself. */
export function issueCertificate(issuer: Issued | null, asked: CertificateAsked): Issued {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = asked.publicKey ?? pair.publicKey;
  const { notBefore = Date.UTC(2020, 0), notAfter = Date.UTC(2049, 11, 31) } = asked;
  const body = sequence(
    tagged(0, integer((asked.version ?? 3) - 1)),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer?.asked ?? asked),
    sequence(time(notBefore), time(notAfter)),
    nameOf(asked),
    publicKey.export({ format: 'der', type: 'spki' }),
    extensionsOf(asked),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? pair.privateKey);
  return { der: sequence(body, ECDSA_WITH_SHA256, bits(signature)), privateKey: pair.privateKey, asked };
}

export const issueRoot = (asked: Partial<CertificateAsked> = {}): Issued =>
  issueCertificate(null, { commonName: 'Test root', ca: true, ...asked });

/** subjectAltName with one DNS name. */
export const forHost = (host: string): Extension => ({
  oid: '2.5.29.17',
  value: sequence(der(0x82, Buffer.from(host))),
});

/** id-fido-gen-ce-aaguid: the model that a certificate is for. */
export const forModel = (aaguid: string): Extension => ({
  oid: '1.3.6.1.4.1.45724.1.1.4',
  value: octets(Buffer.from(aaguid.replaceAll('-', ''), 'hex')),
});

/** A certificate for the attestation key of a batch of authenticators (WebAuthn L3 §8.2.1). */
export function issueAttestation(issuer: Issued, aaguid: string, asked: Partial<CertificateAsked> = {}): Issued {
  return issueCertificate(issuer, {
    commonName: 'Test attestation',
    unit: 'Authenticator Attestation',
    extensions: [forModel(aaguid)],
    ...asked,
  });
}
