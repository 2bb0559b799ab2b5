// May this key be suspended, and by whom? A suspended key does nothing, and it never takes the last trusted way in along.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import type { Credential, Suspension } from './credential.ts';
import { endsByItself, isConfirmed, isLastTrustedWay, isSuspended, requireRights } from './key-stage.ts';

/** What proved presence: a key, or null for password and second factor. */
export const suspensionBy = (provedWith: Credential | null, now: number): Suspension =>
  provedWith ? { by: 'key', credentialId: provedWith.id, at: now } : { by: 'factor', at: now };

/**
 * A suspension by a link, or by the key itself, ends by itself; one by another key or by a factor takes its place. The time
 * stays that of the first: a second press of a link must not put the return off, and no key grows trusted while it is shut out.
 */
export const takenOver = (key: Pick<Credential, 'id' | 'suspension'>, asked: Suspension): Suspension | null =>
  key.suspension && endsByItself(key) && !endsByItself({ id: key.id, suspension: asked })
    ? { ...asked, at: key.suspension.at }
    : null;

/** By a trusted key, at once. `was` tells whether it was suspended before. */
export function decideSuspension(
  account: Account,
  id: CredentialId,
  provedWith: Credential | null,
  now: number,
): Decision<{ readonly credential: Credential; readonly was: boolean }> {
  const credential = account.credentials.find((held) => held.id === id);
  if (!credential) return refuse({ tag: 'not-found' });
  const rights = requireRights(account, provedWith, 'trusted', now);
  if (!rights.allowed) return rights;
  if (isSuspended(credential)) return allow({ credential, was: true });
  return isLastTrustedWay(account, id, now) ? refuse({ tag: 'last-trusted-way' }) : allow({ credential, was: false });
}

/** Whether a link suspends this key: not the last trusted way in, and none that was vouched for in the last 30 days. */
export const linkSuspends = (account: Account, key: Credential, now: number): boolean =>
  !isSuspended(key) && !isConfirmed(key, now) && !isLastTrustedWay(account, key.id, now);
