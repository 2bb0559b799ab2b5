// Reads base64url as WebAuthn's JSON forms have it (RFC 4648 §5): no padding, no other alphabet, nothing skipped.

const ALPHABET = /^[\w-]*$/;

/** Null for what is no base64url text. `Buffer.from` alone would pass over foreign characters in silence. */
export function readBase64url(text: unknown): Buffer | null {
  if (typeof text !== 'string' || text.length % 4 === 1 || !ALPHABET.test(text)) return null;
  return Buffer.from(text, 'base64url');
}
