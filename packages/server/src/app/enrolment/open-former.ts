// Opens factors that were set aside, whether as they were stored or sealed besides.

import type { KeyRing } from '../../platform/key-ring.ts';
import type { StoredFactor } from '../../storage/former-factor.ts';

/** What the verifiers that protection sets aside are sealed for. */
export const FORMER_PURPOSE = 'former-factor';

/** The verifier as it was stored; null where the secret that it was sealed under is gone. */
export function openFormer(keyRing: KeyRing, { sealed, verifier }: StoredFactor): string | null {
  return sealed ? (keyRing.open(FORMER_PURPOSE, verifier)?.toString('utf8') ?? null) : verifier;
}
