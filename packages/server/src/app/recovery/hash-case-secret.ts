// What is kept of a case secret. A printed secret does not say which of the server's own it was kept under, so a secret
// that was typed is looked for under each of them.

import type { KeyRing } from '../../platform/key-ring.ts';

const PURPOSE = 'case-secret';

/** The stored form of a new secret: `version.mac`. */
export function hashCaseSecret(keyRing: KeyRing, canonical: string): string {
  const mac = keyRing.mac(PURPOSE, canonical);
  if (!mac) throw new Error('the current key version always hashes');
  return `${keyRing.version}.${mac.toString('base64url')}`;
}

/** Every stored form that a secret could have. */
export const caseSecretHashes = (keyRing: KeyRing, canonical: string): string[] =>
  keyRing.versions.map((version) => {
    const mac = keyRing.mac(PURPOSE, canonical, version);
    return `${version}.${mac?.toString('base64url')}`;
  });
