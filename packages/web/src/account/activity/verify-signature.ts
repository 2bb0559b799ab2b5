// Ed25519 as browsers have it. What a browser cannot check counts as not signed, never as signed.
import type { VerifySignature } from '@holdfast/contract/log';

/** False for ML-DSA-44, which browsers do not have yet. @throws where the browser lacks Ed25519 as well */
export const verifySignature: VerifySignature = async (publicKey, message, signature, algorithm) => {
  if (algorithm !== 'ed25519') return false;
  const [key, text, given] = [publicKey, message, signature].map((bytes) => Uint8Array.from(bytes)) as [
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
  ];
  const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, given, text);
};
