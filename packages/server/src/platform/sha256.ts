// SHA-256 over several parts, without putting them together first.

import { createHash } from 'node:crypto';

/** 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
