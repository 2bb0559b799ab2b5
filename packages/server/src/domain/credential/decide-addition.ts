// May this key be registered on this account, and with which rights?

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential, CredentialOrigin } from './credential.ts';
import { isSuspended, trustedFrom } from './key-stage.ts';

export const CREDENTIALS_MAX = 20;

/**
 * A suspended key takes no place: whoever planted keys keeps nobody from adding another while those wait to be removed. It
 * has an end all the same, at twice as many.
 */
export const isFull = ({ credentials }: Pick<Account, 'credentials'>): boolean =>
  credentials.filter((key) => !isSuspended(key)).length >= CREDENTIALS_MAX || credentials.length >= 2 * CREDENTIALS_MAX;

export interface Addition {
  readonly trustedAt: number;
}

/**
 * Two keys are distinct by credential id alone: attestation certificates are shared by a whole production batch.
 * With the hardware floor a key that does not count would be a weaker way in, so it is not taken at all.
 */
export function decideAddition(
  account: Account,
  candidate: Pick<Credential, 'externalId' | 'backupEligible' | 'attestationTrust'>,
  origin: CredentialOrigin,
  now: number,
): Decision<Addition> {
  if (account.credentials.some((held) => held.externalId === candidate.externalId)) {
    return refuse({ tag: 'credential-exists' });
  }
  if (isFull(account)) {
    return refuse({ tag: 'too-many-credentials', countMax: CREDENTIALS_MAX });
  }
  if (account.tier === 'hardware' && !countsTowardFloor(candidate, 'hardware')) {
    return refuse({ tag: 'requirements-unmet', unmet: ['two-hardware-keys'] });
  }
  return allow({ trustedAt: trustedFrom(origin, now) });
}
