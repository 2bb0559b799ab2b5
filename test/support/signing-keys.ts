// Keys of every algorithm that a credential may have: making them, signing with them, and their COSE form.

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Cbor, cbor } from './cbor.ts';

export const ALGORITHMS = {
  ES256: { cose: -7, curve: 'P-256', coseCurve: 1, digest: 'sha256' },
  ES384: { cose: -35, curve: 'P-384', coseCurve: 2, digest: 'sha384' },
  ES512: { cose: -36, curve: 'P-521', coseCurve: 3, digest: 'sha512' },
  RS256: { cose: -257, digest: 'sha256' },
  EdDSA: { cose: -8, type: 'ed25519', coseCurve: 6 },
  Ed448: { cose: -53, type: 'ed448', coseCurve: 7 },
  'ML-DSA-44': { cose: -48, type: 'ml-dsa-44' },
  'ML-DSA-65': { cose: -49, type: 'ml-dsa-65' },
  'ML-DSA-87': { cose: -50, type: 'ml-dsa-87' },
} as const;
export type Algorithm = keyof typeof ALGORITHMS;

export function makeKeyPair(algorithm: Algorithm): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  const about = ALGORITHMS[algorithm];
  if ('curve' in about) return generateKeyPairSync('ec', { namedCurve: about.curve });
  if ('type' in about) return generateKeyPairSync(about.type as 'ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

export function signWith(algorithm: Algorithm, privateKey: KeyObject, data: Uint8Array): Buffer {
  const about = ALGORITHMS[algorithm];
  return sign('digest' in about ? about.digest : null, data, privateKey);
}

/** COSE_Key (RFC 9053 §7, RFC 8230 §4, RFC 9964). */
export function coseKey(algorithm: Algorithm, publicKey: KeyObject): Buffer {
  const about = ALGORITHMS[algorithm];
  const jwk = publicKey.export({ format: 'jwk' });
  const bytes = (name: string): Buffer => Buffer.from(String(jwk[name]), 'base64url');
  const parameters = (): [number, Cbor][] => {
    if ('curve' in about)
      return [
        [1, 2],
        [3, about.cose],
        [-1, about.coseCurve],
        [-2, bytes('x')],
        [-3, bytes('y')],
      ];
    if ('coseCurve' in about)
      return [
        [1, 1],
        [3, about.cose],
        [-1, about.coseCurve],
        [-2, bytes('x')],
      ];
    if ('type' in about)
      return [
        [1, 7],
        [3, about.cose],
        [-1, bytes('pub')],
      ];
    return [
      [1, 3],
      [3, about.cose],
      [-1, bytes('n')],
      [-2, bytes('e')],
    ];
  };
  return cbor(new Map(parameters()));
}
