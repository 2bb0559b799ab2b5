// How a suspended key comes back (product.md §3): by another trusted key; by itself with a recovery key; two of them
// touched together; or, where a link alone had suspended it, by its own touch after a week in which no other was used.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import type { Credential } from './credential.ts';
import { isSuspended, requireRights, trustedKeys } from './key-stage.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** After how long a key that a link suspended comes back by its own touch. */
export const OWN_TOUCH_MS = 7 * DAY_MS;
/** How long no link touches a key that came back. */
export const CONFIRMED_MS = 30 * DAY_MS;

export interface Return {
  /** The keys that come back. */
  readonly back: readonly Credential[];
  /** They are trusted from now on, whatever their age. */
  readonly becomeTrusted: boolean;
  /** Suspended in their place: the keys that had suspended them. */
  readonly instead: readonly CredentialId[];
}

/** The keys that suspended `back`, still active, and none of them. */
function suspendersOf(account: Account, back: readonly Credential[]): readonly CredentialId[] {
  const ids = back.flatMap(({ suspension }) => (suspension?.by === 'key' ? [suspension.credentialId] : []));
  return account.credentials
    .filter((key) => ids.includes(key.id) && !isSuspended(key) && !back.some(({ id }) => id === key.id))
    .map(({ id }) => id);
}

/** By another trusted key, which proved presence in a session. Nothing is suspended instead: its holder is at work. */
export function decideBringingBack(
  account: Account,
  id: CredentialId,
  provedWith: Credential | null,
  now: number,
): Decision<Return> {
  const key = account.credentials.find((held) => held.id === id);
  if (!key || !isSuspended(key)) return refuse({ tag: 'not-found' });
  const rights = requireRights(account, provedWith, 'trusted', now);
  return rights.allowed ? allow({ back: [key], becomeTrusted: false, instead: [] }) : rights;
}

/** What was shown beside the touch of a suspended key. */
export type ReturnProof =
  | { readonly with: 'recovery-key' }
  | { readonly with: 'key'; readonly other: Credential }
  | { readonly with: 'nothing' };

/** From when on a key that a link suspended comes back by its own touch; null where another way is needed. */
export const ownTouchFrom = ({ suspension }: Credential): number | null =>
  suspension?.by === 'link' ? suspension.at + OWN_TOUCH_MS : null;

/** By the suspended key itself, signed out. */
export function decideReturn(account: Account, key: Credential, proof: ReturnProof, now: number): Decision<Return> {
  if (!isSuspended(key)) return refuse({ tag: 'not-found' });
  switch (proof.with) {
    case 'recovery-key':
      return allow({ back: [key], becomeTrusted: true, instead: suspendersOf(account, [key]) });
    case 'key': {
      const pair = [key, proof.other];
      const isPair = key.id !== proof.other.id && pair.every((one) => isSuspended(one) && now >= one.trustedAt);
      return isPair
        ? allow({ back: pair, becomeTrusted: false, instead: suspendersOf(account, pair) })
        : refuse({ tag: 'key-suspended' });
    }
    case 'nothing': {
      const from = ownTouchFrom(key);
      return from !== null && now >= from && !wasAnotherUsed(account, key, now)
        ? allow({ back: [key], becomeTrusted: false, instead: [] })
        : refuse({ tag: 'key-suspended' });
    }
  }
}

/** Was another trusted key used since this one was suspended? Then its holder is there, and can say whose this one is. */
const wasAnotherUsed = (account: Account, key: Credential, now: number): boolean =>
  trustedKeys(account, now, [key.id]).some(
    ({ lastUsedAt }) => lastUsedAt !== null && key.suspension !== null && lastUsedAt >= key.suspension.at,
  );
