// What is kept of a recovery key, and whether a key that somebody typed is the one that a hash was made of.

import { constantTimeEqual, type KeyRing } from '../../platform/key-ring.ts';

/** Hash of a recovery key's 28 characters: 130 random bits need no slow hash (NIST SP 800-63B-4 §4.2.1.1). */
export function hashRecoveryKey(keyRing: KeyRing, canonical: string): string {
  const mac = keyRing.mac('recovery-key', canonical);
  if (!mac) throw new Error('the current key version always hashes');
  return `${keyRing.version}.${mac.toString('base64url')}`;
}

/** Compares with a stored hash, under the secret version it was made with. */
export function matchesRecoveryKey(keyRing: KeyRing, stored: string, canonical: string): boolean {
  const mac = keyRing.mac('recovery-key', canonical, stored[0]);
  return mac !== null && constantTimeEqual(mac, Buffer.from(stored.slice(2), 'base64url'));
}
