// What the log's checks need of cryptography, from Node.

import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Sha256, VerifySignature } from '@holdfast/contract/log';

export const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What comes before the key's bytes in its DER form: RFC 8410 §4 and RFC 9881 §4. */
const SPKI_HEADS = {
  ed25519: '302a300506032b6570032100',
  'ml-dsa-44': '30820532300b06096086480165030403110382052100',
} as const;

/** @throws where the runtime does not have the algorithm */
export const verifySignature: VerifySignature = async (publicKey, message, signature, algorithm) => {
  const der = Buffer.concat([Buffer.from(SPKI_HEADS[algorithm], 'hex'), publicKey]);
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
};
