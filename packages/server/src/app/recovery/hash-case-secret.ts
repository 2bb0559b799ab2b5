// What is kept of a case secret. A printed secret does not say which of the server's own it was kept under, so a secret
// that was typed is looked for under each of them.

import { readCaseSecret } from '../../domain/recovery/case-secret.ts';
import type { KeyRing } from '../../platform/key-ring.ts';

const PURPOSE = 'case-secret';

/** The stored form of a new secret: `version.mac`. */
export function hashCaseSecret(keyRing: KeyRing, canonical: string): string {
  const mac = keyRing.mac(PURPOSE, canonical);
  if (!mac) throw new Error('the current key version always hashes');
  return `${keyRing.version}.${mac.toString('base64url')}`;
}

/** Every stored form that what was typed could have; none where it cannot be a case secret. */
export function caseSecretHashes(keyRing: KeyRing, typed: string): string[] {
  const canonical = readCaseSecret(typed);
  if (canonical === null) return [];
  return keyRing.versions.map((version) => {
    const mac = keyRing.mac(PURPOSE, canonical, version);
    return `${version}.${mac?.toString('base64url')}`;
  });
}
