// What is kept of a backup code. It does not say which of the server's secrets it was kept under, so a code that was
// typed is looked for under each of them.

import { readBackupCode } from '../../domain/backup-code/backup-code.ts';
import type { KeyRing } from '../../platform/key-ring.ts';

const PURPOSE = 'backup-code';

/** The stored form of a new code: `version.mac`. */
export function hashBackupCode(keyRing: KeyRing, canonical: string): string {
  const mac = keyRing.mac(PURPOSE, canonical);
  if (!mac) throw new Error('the current key version always hashes');
  return `${keyRing.version}.${mac.toString('base64url')}`;
}

/** Every stored form that what was typed could have; none where it cannot be a backup code. */
export function backupCodeHashes(keyRing: KeyRing, typed: string): string[] {
  const canonical = readBackupCode(typed);
  if (canonical === null) return [];
  return keyRing.versions.map((version) => {
    const mac = keyRing.mac(PURPOSE, canonical, version);
    return `${version}.${mac?.toString('base64url')}`;
  });
}
