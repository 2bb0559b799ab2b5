// Apple anonymous attestation (WebAuthn L3 §8.8). Verified here because the library fetches what certificates point to.

import { hash, X509Certificate } from 'node:crypto';
import { certificateFields } from '../x509/certificate-fields.ts';
import { childrenOf, expectType, OCTET_STRING, readDer, SEQUENCE } from '../x509/der.ts';
import { type AttestationStatement, chainOf, type VerifiedStatement } from './statement.ts';

const NONCE = '1.2.840.113635.100.8.2';

/** The certificate is the statement: it names the nonce and the key, and is worth as much as who issued it. */
export function verifyApple(statement: AttestationStatement): VerifiedStatement {
  const { authenticatorData, clientDataHash, credential } = statement;
  const chain = chainOf(statement);
  const certificate = new X509Certificate(chain[0]);
  const extension = certificateFields(certificate).extensions.get(NONCE);
  if (!extension) throw new Error('Apple: a certificate without a nonce');
  // SEQUENCE { [1] { OCTET STRING } }
  const [tagged] = childrenOf(expectType(readDer(extension.value), SEQUENCE));
  if (tagged?.tagClass !== 2 || tagged.tag !== 1) throw new Error('Apple: a nonce of another form');
  const nonce = expectType(childrenOf(tagged)[0], OCTET_STRING).body;
  if (!hash('sha256', Buffer.concat([authenticatorData, clientDataHash]), 'buffer').equals(nonce)) {
    throw new Error('Apple: the nonce is not this registration’s');
  }
  if (!certificate.publicKey.equals(credential.publicKey)) throw new Error('Apple: a certificate for another key');
  return { chain };
}
