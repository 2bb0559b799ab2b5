// Ed25519 signatures (RFC 8032) from a 32-byte seed, which is all that has to be kept.

import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

export interface Ed25519Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export const ED25519_SEED_BYTES = 32;

/** PKCS #8 around a seed (RFC 8410 §7): the sixteen bytes that come before it are always these. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @throws RangeError when the seed has not 32 bytes. */
export function pkcs8FromSeed(seed: Uint8Array): {
  readonly key: Buffer;
  readonly format: 'der';
  readonly type: 'pkcs8';
} {
  if (seed.length !== ED25519_SEED_BYTES) throw new RangeError('an Ed25519 seed has 32 bytes');
  return { key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' };
}

/** @throws RangeError when the seed has not 32 bytes. */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Signer {
  const privateKey = createPrivateKey(pkcs8FromSeed(seed));
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { publicKey, sign: (message) => sign(null, message, privateKey) };
}

/** SubjectPublicKeyInfo around a key (RFC 8410 §4). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}
