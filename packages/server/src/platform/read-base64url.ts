// Reads base64url from outside (RFC 4648 §5) in its one exact spelling: no padding, no other alphabet, no stray bits.

/** Whole groups of four, then perhaps one or two bytes, whose last letter carries no bits beyond them (RFC 4648 §3.5). */
const EXACT = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** Null for any other text. `Buffer.from` alone would pass over foreign characters and stray bits in silence. */
export function readBase64url(text: unknown): Buffer | null {
  return typeof text === 'string' && EXACT.test(text) ? Buffer.from(text, 'base64url') : null;
}
