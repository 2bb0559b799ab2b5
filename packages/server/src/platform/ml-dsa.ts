// ML-DSA-44 signatures (FIPS 204) from a 32-byte seed, where the runtime has them.

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

export interface MlDsaSigner {
  /** 1,312 bytes. */
  readonly publicKey: Uint8Array;
  /** 2,420 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export const ML_DSA_SEED_BYTES = 32;
const PUBLIC_KEY_BYTES = 1312;

/** What comes before a seed and before a public key in their DER forms (RFC 9881 §4, §6). */
const PKCS8_HEAD = Buffer.from('3034020100300b06096086480165030403110422' + '8020', 'hex');
const SPKI_HEAD = Buffer.from('30820532300b06096086480165030403110382052100', 'hex');

/** Null where the runtime does not have the algorithm. @throws RangeError when the seed has not 32 bytes. */
export function mlDsaFromSeed(seed: Uint8Array): MlDsaSigner | null {
  if (seed.length !== ML_DSA_SEED_BYTES) throw new RangeError('an ML-DSA-44 seed has 32 bytes');
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-PUBLIC_KEY_BYTES);
  return { publicKey, sign: (message) => sign(null, message, privateKey) };
}

/** @throws where the runtime does not have the algorithm */
export function verifyMlDsa(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}
