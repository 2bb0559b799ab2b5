// Verifies one signature with a key of node:crypto, by COSE algorithm number; never with a key of another kind.

import { type KeyObject, verify } from 'node:crypto';

interface Scheme {
  /** What node:crypto is told to hash with; EdDSA and ML-DSA bring their own. */
  readonly digest: string | null;
  readonly keyType: string;
}

const SCHEMES: Readonly<Record<number, Scheme>> = {
  [-7]: { digest: 'sha256', keyType: 'ec' },
  [-35]: { digest: 'sha384', keyType: 'ec' },
  [-36]: { digest: 'sha512', keyType: 'ec' },
  [-257]: { digest: 'sha256', keyType: 'rsa' },
  [-8]: { digest: null, keyType: 'ed25519' },
  [-53]: { digest: null, keyType: 'ed448' },
  [-48]: { digest: null, keyType: 'ml-dsa-44' },
  [-49]: { digest: null, keyType: 'ml-dsa-65' },
  [-50]: { digest: null, keyType: 'ml-dsa-87' },
};

/**
 * ECDSA signatures are ASN.1 DER (WebAuthn L3 §6.5.5). OpenSSL takes no other BER form of them: it encodes what it read
 * once more and compares. A signature with the other `s` also verifies, as ECDSA has it; nothing here is told apart by
 * its signature.
 */
export function verifySignature(
  publicKey: KeyObject,
  algorithm: number,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const scheme = SCHEMES[algorithm];
  if (!scheme || scheme.keyType !== publicKey.asymmetricKeyType) return false;
  try {
    return verify(scheme.digest, data, publicKey, signature);
  } catch {
    return false;
  }
}
