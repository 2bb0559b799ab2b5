// Verifies an attestation statement by its format (WebAuthn L3 §8).

import type { RelyingParty } from '../relying-party.ts';
import { verifyAndroidKey } from './android-key.ts';
import { verifyApple } from './apple.ts';
import { verifyFidoU2f } from './fido-u2f.ts';
import { type AsSent, verifyPacked } from './packed.ts';
import type { AttestationStatement, VerifiedStatement } from './statement.ts';
import { verifyTpm } from './tpm.ts';

/** Null for a statement that does not verify and for a format that we do not know, such as the ended SafetyNet. */
export async function verifyStatement(
  format: string,
  statement: AttestationStatement,
  sent: AsSent,
  rp: RelyingParty,
): Promise<VerifiedStatement | null> {
  try {
    switch (format) {
      case 'none':
        // §8.7: its statement is an empty map.
        return statement.fields.size === 0 ? { chain: [], weak: false } : null;
      case 'packed':
        return await verifyPacked(statement, sent, rp);
      case 'tpm':
        return verifyTpm(statement);
      case 'android-key':
        return verifyAndroidKey(statement);
      case 'apple':
        return verifyApple(statement);
      case 'fido-u2f':
        return verifyFidoU2f(statement);
      default:
        return null;
    }
  } catch {
    // Whatever goes wrong in reading what a stranger wrote is their fault, not ours.
    return null;
  }
}
