// How a suspended key comes back (product.md §3): by another trusted key; by itself with a recovery key; two that were
// trusted touched together; on a standard account, behind a recovery link; or, where a link alone or it itself had suspended
// it, by its own touch after a week in which no other was used.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import { type Credential, OTHER_RETURNS, type OtherReturn } from './credential.ts';
import { type MakeRights, rightsByMake } from './judge-make.ts';
import {
  CONFIRMED_MS,
  factorsAreTrusted,
  isSuspended,
  isTrusted,
  ownTouchFrom,
  requireRights,
  trustedKeys,
  wasTrusted,
} from './key-stage.ts';

export interface Return {
  /** The keys that come back. */
  readonly back: readonly Credential[];
  /** They are trusted from now on, whatever their age. */
  readonly becomeTrusted: boolean;
  /** Suspended in their place: the keys that had suspended them. */
  readonly instead: readonly Credential[];
}

/** The keys that suspended `back`, still active, and none of them. */
function suspendersOf(account: Account, back: readonly Credential[]): readonly Credential[] {
  const ids = back.flatMap(({ suspension }) => (suspension?.by === 'key' ? [suspension.credentialId] : []));
  return account.credentials.filter(
    (key) => ids.includes(key.id) && !isSuspended(key) && !back.some(({ id }) => id === key.id),
  );
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
  /** A recovery link that was followed in this browser: whoever touches the key reads the mailbox too. */
  | { readonly with: 'link' }
  | { readonly with: 'nothing' };

/**
 * By the suspended key itself, signed out. A key that does not count on the account's tier, or whose make is reported,
 * would open nothing, so it does not come back either; and one that adds only helps no other key.
 */
export function decideReturn(account: Account, key: Credential, proof: ReturnProof, now: number): Decision<Return> {
  const shown = proof.with === 'key' ? [key, proof.other] : [key];
  if (!shown.every(isSuspended)) return refuse({ tag: 'not-found' });
  if (!shown.every((one) => countsTowardFloor(one, account.tier))) {
    return refuse({ tag: 'ceremony-failed', why: 'below-floor' });
  }
  const rights = rightsAfter(account, shown, now);
  if (rights.includes('none') || (proof.with === 'key' && rights.includes('adds-only'))) {
    return refuse({ tag: 'ceremony-failed', why: 'make-reported' });
  }
  switch (proof.with) {
    case 'recovery-key':
      return allow({ back: [key], becomeTrusted: true, instead: suspendersOf(account, [key]) });
    case 'key':
      return decidePair(account, key, proof.other);
    case 'link':
      return decideBehindLink(account, key);
    case 'nothing': {
      const from = comesBackAt(account, key, now);
      return from !== null && now >= from
        ? allow({ back: [key], becomeTrusted: false, instead: [] })
        : refuse({ tag: 'key-suspended', comesBackAt: from });
    }
  }
}

/** What the makes of these keys would leave them, were they back. */
function rightsAfter(account: Account, shown: readonly Credential[], now: number): readonly MakeRights[] {
  const awake = (key: Credential): Credential =>
    shown.some(({ id }) => id === key.id) ? { ...key, suspension: null } : key;
  const after = { tier: account.tier, credentials: account.credentials.map(awake) };
  return shown.map((key) => rightsByMake(after, awake(key), now));
}

/**
 * A standard account's mailbox stands beside the key as a recovery key does on a protected one. It is the weaker of both, so
 * the key that had suspended this one is left alone.
 */
function decideBehindLink(account: Account, key: Credential): Decision<Return> {
  if (account.tier !== 'standard' || !wasTrusted(key)) {
    return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null });
  }
  return allow({ back: [key], becomeTrusted: false, instead: [] });
}

/** Both were trusted until they were suspended. */
function decidePair(account: Account, key: Credential, other: Credential): Decision<Return> {
  if (key.id === other.id) return refuse({ tag: 'same-key' });
  const shown = [key, other];
  // No time makes it trusted there: another way is needed.
  if (!shown.every(wasTrusted)) return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: null });
  return allow({ back: shown, becomeTrusted: false, instead: suspendersOf(account, shown) });
}

/**
 * From when on its own touch brings a suspended key back; null where another way is needed. Of the use of a password and a
 * second factor nothing is kept: where they are the trusted way in, whoever has them brings the key back.
 */
export const comesBackAt = (account: Account, key: Credential, now: number): number | null =>
  factorsAreTrusted(account, now) || wasAnotherUsed(account, key, now) ? null : ownTouchFrom(key);

/** What this account has that brings a suspended key back beside its own touch. */
export function otherReturns(account: Account, key: Credential, now: number): readonly OtherReturn[] {
  const returns = (proof: ReturnProof): boolean => decideReturn(account, key, proof, now).allowed;
  const has: Readonly<Record<OtherReturn, boolean>> = {
    key: trustedKeys(account, now, [key.id]).length > 0,
    factors: factorsAreTrusted(account, now, [key.id]),
    'recovery-key':
      account.tier !== 'standard' &&
      account.recoveryKeys.some(({ spentAt }) => spentAt === null) &&
      returns({ with: 'recovery-key' }),
    pair: account.credentials.some((other) => returns({ with: 'key', other })),
    link: returns({ with: 'link' }),
  };
  return OTHER_RETURNS.filter((way) => has[way]);
}

/** Until when no link touches a key that came back; null where nobody vouched for it, as when it came back new by its own touch. */
export function confirmedAfter(key: Credential, shown: ReturnProof['with'], now: number): number | null {
  // A mailbox vouches for nothing: whoever reads it may be whom the next alert is about (product.md §6).
  if (shown === 'link') return null;
  return shown === 'nothing' && !isTrusted({ ...key, suspension: null }, now) ? null : now + CONFIRMED_MS;
}

/** Was another trusted key used since this one was suspended? Then its holder is there, and can say whose this one is. */
const wasAnotherUsed = (account: Account, key: Credential, now: number): boolean =>
  trustedKeys(account, now, [key.id]).some(
    ({ lastUsedAt }) => lastUsedAt !== null && key.suspension !== null && lastUsedAt >= key.suspension.at,
  );
