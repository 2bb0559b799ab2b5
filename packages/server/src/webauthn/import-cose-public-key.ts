// A COSE public key (RFC 9052, RFC 9053, RFC 8230; ML-DSA by RFC 9964) as a key of node:crypto.

import { createPublicKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { decodeCBOR } from '@levischuck/tiny-cbor';

const KTY = 1;
const ALG = 3;
const RSA_BITS_MIN = 2048;
/** Above this a verification costs more than anybody's sign-in should. */
const RSA_BITS_MAX = 8192;

type Shape =
  | { readonly kty: 2; readonly curve: number; readonly name: string; readonly bytes: number }
  | { readonly kty: 1; readonly curve: number; readonly name: string; readonly bytes: number }
  | { readonly kty: 3 }
  | { readonly kty: 7; readonly name: string };

/** The one key type and curve that each algorithm is used with (WebAuthn L3 §5.8.5, RFC 9864). */
const SHAPES: Readonly<Record<number, Shape>> = {
  [-7]: { kty: 2, curve: 1, name: 'P-256', bytes: 32 },
  [-35]: { kty: 2, curve: 2, name: 'P-384', bytes: 48 },
  [-36]: { kty: 2, curve: 3, name: 'P-521', bytes: 66 },
  [-8]: { kty: 1, curve: 6, name: 'Ed25519', bytes: 32 },
  [-53]: { kty: 1, curve: 7, name: 'Ed448', bytes: 57 },
  [-257]: { kty: 3 },
  [-48]: { kty: 7, name: 'ML-DSA-44' },
  [-49]: { kty: 7, name: 'ML-DSA-65' },
  [-50]: { kty: 7, name: 'ML-DSA-87' },
};

/** @throws when the bytes are no key for `algorithm`: other type or curve, a point off the curve, RSA too small. */
export function importCosePublicKey(cose: Uint8Array, algorithm: number): KeyObject {
  const map = decodeCBOR(new Uint8Array(cose));
  if (!(map instanceof Map)) throw new Error('a COSE key is a map');
  const shape = SHAPES[algorithm];
  if (!shape || map.get(ALG) !== algorithm) throw new Error('the COSE key is for another algorithm');
  if (map.get(KTY) !== shape.kty) throw new Error('the key type is not the algorithm’s');
  const key = createPublicKey({ key: jwkOf(map, shape), format: 'jwk' } as JsonWebKeyInput);
  if (shape.kty === 3) checkRsa(key);
  return key;
}

function jwkOf(map: ReadonlyMap<unknown, unknown>, shape: Shape): Record<string, string> {
  switch (shape.kty) {
    case 2:
      checkCurve(map, shape.curve);
      return { kty: 'EC', crv: shape.name, x: text(map.get(-2), shape.bytes), y: text(map.get(-3), shape.bytes) };
    case 1:
      checkCurve(map, shape.curve);
      return { kty: 'OKP', crv: shape.name, x: text(map.get(-2), shape.bytes) };
    case 3:
      return { kty: 'RSA', n: text(map.get(-1)), e: text(map.get(-2)) };
    case 7:
      return { kty: 'AKP', alg: shape.name, pub: text(map.get(-1)) };
  }
}

function checkCurve(map: ReadonlyMap<unknown, unknown>, curve: number): void {
  if (map.get(-1) !== curve) throw new Error('the curve is not the algorithm’s');
}

/** `bytes`: the length it must have; leading zeros are kept (RFC 9053 §7.1.1). */
function text(value: unknown, bytes?: number): string {
  if (!(value instanceof Uint8Array)) throw new Error('a COSE key parameter is not a byte string');
  if (bytes !== undefined && value.length !== bytes) throw new Error('a coordinate is not as long as its curve');
  return Buffer.from(value).toString('base64url');
}

function checkRsa(key: KeyObject): void {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (modulusLength < RSA_BITS_MIN || modulusLength > RSA_BITS_MAX) throw new Error('an RSA key of this size');
  if (publicExponent < 3n || publicExponent % 2n === 0n || publicExponent >= 2n ** 33n) {
    throw new Error('an RSA key with this exponent');
  }
}
