// May this key be ended? Ending is slow: the key is suspended at once, and goes when the wait is over (product.md §3).

import type { Account } from '../account/account.ts';
import { type Requirement, standing } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import { isProtected } from '../tier.ts';
import type { Credential } from './credential.ts';
import { inGoodStanding } from './judge-make.ts';
import { isDayOld, isLastTrustedWay, isSuspended, requireRights } from './key-stage.ts';

/** What the account would lack once `id` is gone. Keys that are suspended, in their first day or of a reported make hold no floor. */
export function unmetWithout(account: Account, id: CredentialId, now: number): readonly Requirement[] {
  const left = account.credentials.filter((key) => key.id !== id && isDayOld(key, now));
  // A standard account is opened by every key that it has, of whatever make.
  const credentials = isProtected(account.tier) ? inGoodStanding(left) : left;
  return standing({ ...account, credentials }).unmet.filter((requirement) => requirement !== 'enrolment');
}

/** By a trusted key. The floor is judged now, and again when the key is to go. */
export function decideRemoval(
  account: Account,
  id: CredentialId,
  provedWith: Credential | null,
  now: number,
): Decision<{ readonly credential: Credential }> {
  const credential = account.credentials.find((held) => held.id === id);
  if (!credential) return refuse({ tag: 'not-found' });
  const rights = requireRights(account, provedWith, 'trusted', now);
  if (!rights.allowed) return rights;
  const unmet = unmetWithout(account, id, now);
  if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
  if (!isSuspended(credential) && isLastTrustedWay(account, id, now)) return refuse({ tag: 'last-trusted-way' });
  return allow({ credential });
}
