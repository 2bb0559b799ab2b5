// Verifies an attestation statement by its format (WebAuthn L3 §8).

import { verifyAndroidKey } from './android-key.ts';
import { verifyApple } from './apple.ts';
import { isForModel } from './certificate-model.ts';
import { verifyFidoU2f } from './fido-u2f.ts';
import { verifyPacked } from './packed.ts';
import type { AttestationStatement, VerifiedStatement } from './statement.ts';
import { verifyTpm } from './tpm.ts';

/** Null for a statement that does not verify and for a format that we do not know, such as the ended SafetyNet. */
export function verifyStatement(format: string, statement: AttestationStatement): VerifiedStatement | null {
  try {
    const verified = verifyFormat(format, statement);
    const [leaf] = verified?.chain ?? [];
    if (!leaf || hasNoModel(format, statement)) return verified;
    // §8.2 and §8.3 ask for it; in any other format, too, a certificate for another model proves nothing of this one.
    return isForModel(leaf, statement.aaguid) ? verified : null;
  } catch {
    // Whatever goes wrong in reading what a stranger wrote is their fault, not ours.
    return null;
  }
}

/** U2F knows no AAGUID: it sends zeros, under the certificate that the same key has for FIDO2. */
const hasNoModel = (format: string, { aaguid }: AttestationStatement): boolean =>
  format === 'fido-u2f' && aaguid.every((byte) => byte === 0);

function verifyFormat(format: string, statement: AttestationStatement): VerifiedStatement | null {
  switch (format) {
    case 'none':
      // §8.7: its statement is an empty map.
      return statement.fields.size === 0 ? { chain: [] } : null;
    case 'packed':
      return verifyPacked(statement);
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
}
