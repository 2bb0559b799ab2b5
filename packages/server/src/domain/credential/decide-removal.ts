// May this key be removed, and what ends with it?

import type { Account } from '../account/account.ts';
import { type Requirement, standing } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import { isProtected } from '../tier.ts';
import type { Credential } from './credential.ts';
import { ofGoodMake } from './judge-make.ts';
import { requireFullRights } from './probation.ts';

export interface Removal {
  readonly credential: Credential;
}

/** What the account would lack once `id` is gone. */
export function unmetWithout(account: Account, id: CredentialId): readonly Requirement[] {
  const left = account.credentials.filter((credential) => credential.id !== id);
  // A standard account is opened by whatever key it has.
  const credentials = isProtected(account.tier) ? ofGoodMake(left) : left;
  return standing({ ...account, credentials }).unmet.filter((requirement) => requirement !== 'enrolment');
}

/**
 * Removing a key needs full rights of the key that proves presence (a new key may remove itself) and is refused where
 * the account would fall below its tier's floor. The sessions that the key opened end with it (product.md §3).
 */
export function decideRemoval(
  account: Account,
  id: CredentialId,
  provedWith: Credential | null,
  now: number,
): Decision<Removal> {
  const credential = account.credentials.find((held) => held.id === id);
  if (!credential) return refuse({ tag: 'not-found' });
  if (provedWith?.id !== id) {
    const rights = requireFullRights(account.tier, provedWith, now);
    if (!rights.allowed) return rights;
  }
  const unmet = unmetWithout(account, id);
  if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
  return allow({ credential });
}
