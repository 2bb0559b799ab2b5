// Packed attestation (WebAuthn L3 §8.2). When its certificate is valid is judged with the rest of the chain, by FIDO metadata.

import { X509Certificate } from 'node:crypto';
import { verifySignature } from '../verify-signature.ts';
import { certificateFields } from '../x509/certificate-fields.ts';
import { type AttestationStatement, bytesOf, chainOf, type VerifiedStatement } from './statement.ts';

const COUNTRY = '2.5.4.6';
const ORGANISATION = '2.5.4.10';
const UNIT = '2.5.4.11';
const COMMON_NAME = '2.5.4.3';

/** @throws for every statement that does not verify. */
export function verifyPacked(statement: AttestationStatement): VerifiedStatement {
  const { fields, credential } = statement;
  const chain = fields.has('x5c') ? chainOf(statement) : [];
  const [leaf] = chain;
  const algorithm = Number(fields.get('alg'));
  // §8.2: a credential that vouches for itself does so with its own algorithm.
  if (!leaf && algorithm !== credential.algorithm) throw new Error('packed: another algorithm');
  const certificate = leaf ? new X509Certificate(leaf) : null;
  const signed = Buffer.concat([statement.authenticatorData, statement.clientDataHash]);
  const publicKey = certificate?.publicKey ?? credential.publicKey;
  if (!verifySignature(publicKey, algorithm, signed, bytesOf(fields.get('sig')))) {
    throw new Error('packed: the signature does not verify');
  }
  if (certificate) checkCertificate(certificate);
  return { chain };
}

/** §8.2.1. */
function checkCertificate(certificate: X509Certificate): void {
  const { version, subject } = certificateFields(certificate);
  if (version !== 3 || certificate.ca) throw new Error('packed: not an attestation certificate');
  if (subject.get(COUNTRY)?.length !== 2) throw new Error('packed: a certificate of no country');
  if (!subject.get(ORGANISATION) || !subject.get(COMMON_NAME)) throw new Error('packed: a certificate of no maker');
  if (subject.get(UNIT) !== 'Authenticator Attestation') throw new Error('packed: a certificate for another use');
}
