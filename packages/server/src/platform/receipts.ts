// Receipts: what this server answered, signed, as a JWS (RFC 7515) that verifies without it. Ed25519 (RFC 8037).

import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWTPayload, SignJWT } from 'jose';
import { pkcs8FromSeed } from './ed25519.ts';

export interface ReceiptSigner {
  /** The public keys (RFC 7517), for whoever verifies. */
  readonly keys: readonly Readonly<Record<string, string>>[];
  /** A compact JWS with `typ: training-receipt-v2+jwt`. */
  sign(claims: JWTPayload): Promise<string>;
}

/** The receipts before these had `training-receipt+jwt`, and committed to no account. */
const TYP = 'training-receipt-v2+jwt';

/** @throws RangeError when the seed has not 32 bytes. */
export async function receiptSigner(seed: Uint8Array): Promise<ReceiptSigner> {
  const key: KeyObject = createPrivateKey(pkcs8FromSeed(seed));
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  const kid = await calculateJwkThumbprint(jwk);
  return {
    keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }],
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid, typ: TYP }).sign(key),
  };
}

/** SHA-256 in base64url. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64url');
