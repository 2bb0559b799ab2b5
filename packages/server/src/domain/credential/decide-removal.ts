// May this key be ended? Ending is slow: the key is suspended at once, and goes when the wait is over (product.md §3).

import type { Account } from '../account/account.ts';
import { type Requirement, standing } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import type { Credential } from './credential.ts';
import { hasTrustedWay, isDayOld, isSuspended, requireRights } from './key-stage.ts';

/** What the account would lack once `id` is gone. Keys that are suspended, or in their first day, hold no floor. */
export function unmetWithout(account: Account, id: CredentialId, now: number): readonly Requirement[] {
  const credentials = account.credentials.filter((key) => key.id !== id && isDayOld(key, now));
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
  if (!isSuspended(credential) && !hasTrustedWay(account, now, [id])) return refuse({ tag: 'last-trusted-way' });
  return allow({ credential });
}
