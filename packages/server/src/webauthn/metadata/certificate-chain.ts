// Validates a certificate chain up to given roots: signatures, issuers, validity at a given time, CA rights (RFC 5280 §6.1).

import type { X509Certificate } from 'node:crypto';

const isInTime = (certificate: X509Certificate, now: number): boolean =>
  Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);

const signs = (issuer: X509Certificate, subject: X509Certificate): boolean =>
  subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

/** `chain`: leaf first. A root may be left out of it, be in it, or be the leaf itself. */
export function isChainValid(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: number,
): boolean {
  const [leaf, ...above] = chain;
  if (!leaf || !chain.every((certificate) => isInTime(certificate, now))) return false;
  const isRoot = (certificate: X509Certificate) => roots.some((root) => root.raw.equals(certificate.raw));
  let current = leaf;
  for (const issuer of above) {
    if (isRoot(current)) return true;
    if (!issuer.ca || !signs(issuer, current)) return false;
    current = issuer;
  }
  return isRoot(current) || roots.some((root) => isInTime(root, now) && signs(root, current));
}
