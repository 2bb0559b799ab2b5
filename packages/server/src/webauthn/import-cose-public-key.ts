// A COSE public key (RFC 9052, RFC 9053, RFC 8230; ML-DSA per RFC 9964) as a key of node:crypto.

import { createPublicKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { decodeCBOR } from '@levischuck/tiny-cbor';

const KTY = 1;
const ALG = 3;
const KTY_OKP = 1;
const KTY_EC2 = 2;
const KTY_RSA = 3;
const KTY_AKP = 7;

/** COSE curve → JWK curve. */
const CURVES: Readonly<Record<number, string>> = { 1: 'P-256', 2: 'P-384', 3: 'P-521', 6: 'Ed25519', 7: 'Ed448' };
/** The curve that an ECDSA algorithm must be used with here (§5.8.5). */
const CURVE_OF_ALGORITHM: Readonly<Record<number, number>> = { [-7]: 1, [-35]: 2, [-36]: 3 };
const ML_DSA: Readonly<Record<number, string>> = { [-48]: 'ML-DSA-44', [-49]: 'ML-DSA-65', [-50]: 'ML-DSA-87' };

const text = (value: unknown): string => {
  if (!(value instanceof Uint8Array)) throw new Error('a COSE key parameter is not a byte string');
  return Buffer.from(value).toString('base64url');
};

/** @throws when the bytes are no key for `algorithm`. */
export function importCosePublicKey(cose: Uint8Array, algorithm: number): KeyObject {
  const map = decodeCBOR(new Uint8Array(cose));
  if (!(map instanceof Map)) throw new Error('a COSE key is a map');
  if (map.get(ALG) !== algorithm) throw new Error('the COSE key is for another algorithm');
  return createPublicKey({ key: jwkOf(map, algorithm), format: 'jwk' } as JsonWebKeyInput);
}

function jwkOf(map: Map<unknown, unknown>, algorithm: number): Record<string, string> {
  const curve = Number(map.get(-1));
  switch (map.get(KTY)) {
    case KTY_EC2:
      if (CURVE_OF_ALGORITHM[algorithm] !== curve) throw new Error('the curve is not the algorithm’s');
      return { kty: 'EC', crv: CURVES[curve] ?? '', x: text(map.get(-2)), y: text(map.get(-3)) };
    case KTY_OKP:
      if (algorithm !== -8 && algorithm !== -53) throw new Error('the key type is not the algorithm’s');
      return { kty: 'OKP', crv: CURVES[curve] ?? '', x: text(map.get(-2)) };
    case KTY_RSA:
      if (algorithm !== -257) throw new Error('the key type is not the algorithm’s');
      return { kty: 'RSA', n: text(map.get(-1)), e: text(map.get(-2)) };
    case KTY_AKP: {
      const alg = ML_DSA[algorithm];
      if (!alg) throw new Error('the key type is not the algorithm’s');
      return { kty: 'AKP', alg, pub: text(map.get(-1)) };
    }
    default:
      throw new Error('unknown COSE key type');
  }
}
