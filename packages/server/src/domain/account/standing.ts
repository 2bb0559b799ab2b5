// What an account is, and which requirements of its tier it does not meet. Pages show `unmet`; nobody recomputes it.

import { countsTowardFloor } from '../credential/counts-toward-floor.ts';
import type { Credential, KeyTraits } from '../credential/credential.ts';
import { worksElsewhere } from '../credential/works-elsewhere.ts';
import type { RecoveryKey } from '../recovery/recovery-key-record.ts';
import { isProtected, type Tier } from '../tier.ts';
import type { Account } from './account.ts';

export type Requirement =
  | 'way-in'
  | 'second-factor'
  | 'two-keys'
  | 'key-for-another-device'
  | 'two-hardware-keys'
  | 'recovery-keys'
  | 'recovery-proof'
  | 'waiting-time'
  | 'enrolment';

export const KEYS_NEEDED = 2;
export const RECOVERY_KEYS_NEEDED = 2;

/** What the keys of an account lack for `tier` (product.md §1). Two keys are distinct by credential id. */
export function unmetByKeys(tier: Tier, credentials: readonly KeyTraits[]): readonly Requirement[] {
  if (!isProtected(tier)) return [];
  const counted = credentials.filter((credential) => countsTowardFloor(credential, tier));
  const unmet: Requirement[] = [];
  if (counted.length < KEYS_NEEDED) unmet.push(tier === 'hardware' ? 'two-hardware-keys' : 'two-keys');
  if (!counted.some(worksElsewhere)) unmet.push('key-for-another-device');
  return unmet;
}

/** What the recovery arrangements lack for a protected tier (product.md §2, step 3). */
export function unmetByRecovery(keys: readonly RecoveryKey[], waitHours: number | null): readonly Requirement[] {
  const unmet: Requirement[] = [];
  if (keys.length < RECOVERY_KEYS_NEEDED) unmet.push('recovery-keys');
  if (!keys.some((key) => key.provedAt !== null)) unmet.push('recovery-proof');
  if (waitHours === null) unmet.push('waiting-time');
  return unmet;
}

/** What a standard account lacks to be entered: a key, or a password with a second factor. */
function unmetByWaysIn(hasKey: boolean, hasPassword: boolean, hasTotp: boolean): readonly Requirement[] {
  if (hasKey) return [];
  if (!hasPassword) return ['way-in'];
  return hasTotp ? [] : ['second-factor'];
}

export interface Standing {
  readonly tier: Tier;
  readonly unmet: readonly Requirement[];
}

/**
 * The verdict on an account as it is. An empty `unmet` means that it holds the floor of its tier. A suspended key does
 * nothing, so it holds no floor.
 */
export const standing = (account: Account): Standing =>
  standingWith(
    account,
    account.credentials.filter(({ suspension }) => suspension === null),
  );

/** The same, with every key that is registered: suspending takes none of them away. */
export const registeredStanding = (account: Account): Standing => standingWith(account, account.credentials);

function standingWith(account: Account, credentials: readonly Credential[]): Standing {
  if (account.tier === 'standard') {
    const ways = unmetByWaysIn(credentials.length > 0, account.password !== null, account.totp !== null);
    return { tier: account.tier, unmet: account.enrolmentRequired ? [...ways, 'enrolment'] : ways };
  }
  return { tier: account.tier, unmet: unmetByKeys(account.tier, credentials) };
}

/** What the account would lack without its password, or without its authenticator app. */
export const unmetWithoutPassword = (account: Account): readonly Requirement[] =>
  account.tier === 'standard' ? wayInUnmet({ ...account, password: null }) : [];
export const unmetWithoutTotp = (account: Account): readonly Requirement[] =>
  account.tier === 'standard' ? wayInUnmet({ ...account, totp: null }) : [];
const wayInUnmet = (account: Account): readonly Requirement[] =>
  standing(account).unmet.filter((requirement) => requirement !== 'enrolment');

/** Whether saving `after` would leave the account below a floor that `before` held. */
export function breachesFloor(before: Standing | null, after: Standing): boolean {
  const floor = after.unmet.filter((requirement) => requirement !== 'enrolment');
  if (floor.length === 0) return false;
  return (
    before === null || isProtected(after.tier) || !floor.every((requirement) => before.unmet.includes(requirement))
  );
}
