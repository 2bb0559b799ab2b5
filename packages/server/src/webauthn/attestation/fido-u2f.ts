// FIDO U2F attestation (WebAuthn L3 §8.6). The library takes no other AAGUID than zero; here that is a switch.

import { X509Certificate } from 'node:crypto';
import { ES256 } from '../relying-party.ts';
import { verifySignature } from '../verify-signature.ts';
import { type AttestationStatement, bytesOf, chainOf, type VerifiedStatement } from './statement.ts';

const RP_ID_HASH_LENGTH = 32;

/** @throws for every statement that does not verify. */
export function verifyFidoU2f(statement: AttestationStatement): VerifiedStatement {
  const { authenticatorData, clientDataHash, credentialId, credential, aaguid, policy } = statement;
  const chain = chainOf(statement);
  if (chain.length !== 1) throw new Error('U2F: one certificate, no more');
  if (policy.requireZeroAaguidOfU2f && aaguid.some((byte) => byte !== 0)) throw new Error('U2F: an AAGUID');
  const { publicKey } = new X509Certificate(chain[0]);
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('U2F: not a P-256 certificate');
  if (credential.algorithm !== ES256) throw new Error('U2F: not an ES256 credential');
  const x = bytesOf(credential.cose.get(-2));
  const y = bytesOf(credential.cose.get(-3));
  // U2F Raw Message Formats §4.3: a reserved zero byte, then the key as an uncompressed point.
  const signed = Buffer.concat([
    Buffer.from([0]),
    authenticatorData.subarray(0, RP_ID_HASH_LENGTH),
    clientDataHash,
    credentialId,
    Buffer.from([4]),
    x,
    y,
  ]);
  if (!verifySignature(publicKey, ES256, signed, bytesOf(statement.fields.get('sig')))) {
    throw new Error('U2F: the signature does not verify');
  }
  return { chain };
}
