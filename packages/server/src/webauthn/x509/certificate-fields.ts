// What attestation rules ask of a certificate and node:crypto does not tell: version, subject, extensions (RFC 5280 §4.1).

import type { X509Certificate } from 'node:crypto';
import { BOOLEAN, childrenOf, expectType, OCTET_STRING, readDer, readOid, readSmallInteger, SEQUENCE } from './der.ts';
import { readDistinguishedName } from './distinguished-name.ts';

export interface CertificateExtension {
  readonly critical: boolean;
  /** The contents of extnValue: DER of the extension itself. */
  readonly value: Uint8Array;
}

export interface CertificateFields {
  /** 3 for a certificate of today. */
  readonly version: number;
  /** Attributes as text, by dotted object identifier; none where the subject is empty. */
  readonly subject: ReadonlyMap<string, string>;
  /** By dotted object identifier. */
  readonly extensions: ReadonlyMap<string, CertificateExtension>;
}

const CONTEXT = 2;

/** @throws when the certificate is not well-formed, or has an extension twice (RFC 5280 §4.2). */
export function certificateFields(certificate: X509Certificate): CertificateFields {
  const [toBeSigned] = childrenOf(expectType(readDer(certificate.raw), SEQUENCE));
  const parts = childrenOf(expectType(toBeSigned, SEQUENCE));
  const [first] = parts;
  const hasVersion = first?.tagClass === CONTEXT && first.tag === 0;
  const version = hasVersion ? readSmallInteger(childrenOf(first)[0]) + 1 : 1;
  // serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo, …
  const subject = readDistinguishedName(parts[hasVersion ? 5 : 4]);
  const wrapped = parts.find((part) => part.tagClass === CONTEXT && part.tag === 3);
  const extensions = new Map<string, CertificateExtension>();
  for (const extension of wrapped ? childrenOf(expectType(childrenOf(wrapped)[0], SEQUENCE)) : []) {
    const fields = childrenOf(expectType(extension, SEQUENCE));
    const oid = readOid(fields[0]);
    if (extensions.has(oid)) throw new Error('a certificate has an extension twice');
    const critical = fields[1]?.tag === BOOLEAN && fields[1].tagClass === 0 && fields[1].body[0] !== 0;
    extensions.set(oid, { critical, value: expectType(fields.at(-1), OCTET_STRING).body });
  }
  return { version, subject, extensions };
}
