// "It is mine": another trusted key vouches for a key, and no link touches it for thirty days (product.md §6).

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import type { Credential } from './credential.ts';
import { CONFIRMED_MS, isConfirmed, isSuspended, isTrusted, requireRights } from './key-stage.ts';

/**
 * A key vouches for no key but another, and only by a proof of its own, given after that key was added: whoever has no more
 * than a copied session could plant a key and vouch for it at once, and no link would touch it. A suspended one is brought
 * back instead, which vouches for it too.
 * @param provedAt when presence was last proved
 */
export function decideConfirmation(
  account: Account,
  id: CredentialId,
  provedWith: Credential | null,
  provedAt: number,
  stepUpSecondsMax: number,
  now: number,
): Decision<{ readonly credential: Credential; readonly until: number }> {
  const credential = account.credentials.find((held) => held.id === id);
  if (!credential) return refuse({ tag: 'not-found' });
  const rights = requireRights(account, provedWith, 'trusted', now);
  if (!rights.allowed) return rights;
  if (provedWith?.id === id) return refuse({ tag: 'same-key' });
  if (provedAt <= credential.createdAt) return refuse({ tag: 'step-up-required', ageSecondsMax: stepUpSecondsMax });
  return isSuspended(credential) ? refuse({ tag: 'not-found' }) : allow({ credential, until: now + CONFIRMED_MS });
}

/** Is its holder asked whose it is? A new key that nobody has vouched for. */
export const asksWhose = (key: Credential, now: number): boolean =>
  !isSuspended(key) && !isTrusted(key, now) && !isConfirmed(key, now);
