// The one predicate for every path that could lower a floor: does this key count for this tier?

import type { Tier } from '../tier.ts';
import type { Credential } from './credential.ts';

/**
 * Every registered key was made with user verification, so any key counts for `advanced`.
 * `hardware` wants device-bound keys (BE = 0, NIST SP 800-63B-4 §2.3) whose maker FIDO metadata vouches for.
 */
export function countsTowardFloor(
  credential: Pick<Credential, 'backupEligible' | 'attestationTrust'>,
  tier: Tier,
): boolean {
  if (tier !== 'hardware') return true;
  return !credential.backupEligible && credential.attestationTrust === 'anchored';
}
