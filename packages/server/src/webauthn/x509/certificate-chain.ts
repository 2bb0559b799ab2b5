// Validates a certificate chain up to given roots: signatures, issuers, validity at a given time, CA rights (RFC 5280 §6.1).

import type { X509Certificate } from 'node:crypto';
import { certificateFields } from './certificate-fields.ts';
import { BOOLEAN, childrenOf, readDer, readSmallInteger } from './der.ts';

const BASIC_CONSTRAINTS = '2.5.29.19';
/** The extensions that may be critical, because what they say is looked at or concerns nobody here. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  BASIC_CONSTRAINTS,
  '2.5.29.15', // keyUsage: by node:crypto, in `ca` and `checkIssued`
  '2.5.29.17', // subjectAltName
  '2.5.29.32', // certificatePolicies
  '2.5.29.37', // extKeyUsage
]);

const isInTime = (certificate: X509Certificate, now: number): boolean =>
  Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);

/** A certificate may forbid what we cannot judge, such as names; then it is not for us (RFC 5280 §4.2). */
const isUnderstood = (certificate: X509Certificate): boolean =>
  [...certificateFields(certificate).extensions].every(([oid, { critical }]) => !critical || UNDERSTOOD.has(oid));

const signs = (issuer: X509Certificate, subject: X509Certificate): boolean =>
  subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

/** How many CAs may follow below this one; no limit where it names none. */
function pathLengthMax(certificate: X509Certificate): number {
  const constraints = certificateFields(certificate).extensions.get(BASIC_CONSTRAINTS);
  const parts = constraints ? childrenOf(readDer(constraints.value)) : [];
  const limit = parts.find((part) => part.tag !== BOOLEAN);
  return limit ? readSmallInteger(limit) : Number.POSITIVE_INFINITY;
}

/** An anchor is trusted as it is, but where it says that it is no CA it vouches for itself alone. */
const mayIssue = (certificate: X509Certificate, below: number): boolean =>
  (certificate.ca || !certificateFields(certificate).extensions.has(BASIC_CONSTRAINTS)) &&
  pathLengthMax(certificate) >= below;

/**
 * `chain`: leaf first. A root may be left out of it, be in it, or be the leaf itself, as FIDO metadata has it
 * (FIDO Metadata Statement 3.1 §3.18, attestationRootCertificates). False for what is malformed, too.
 */
export function isChainValid(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: number,
): boolean {
  try {
    const [leaf, ...above] = chain;
    if (!leaf || !chain.every((certificate) => isInTime(certificate, now) && isUnderstood(certificate))) return false;
    const isRoot = (certificate: X509Certificate) => roots.some((root) => root.raw.equals(certificate.raw));
    if (isRoot(leaf)) return true;
    let current = leaf;
    for (const [below, issuer] of above.entries()) {
      const anchored = isRoot(issuer);
      if (!signs(issuer, current) || !mayIssue(issuer, below) || !(issuer.ca || anchored)) return false;
      if (anchored) return true;
      current = issuer;
    }
    return roots.some((root) => isInTime(root, now) && signs(root, current) && mayIssue(root, above.length));
  } catch {
    return false;
  }
}
