// How far a key has come: new for fourteen days, then trusted; or suspended. What it may do follows from that (product.md §3).
//
//   added ──► first day ──(24 h)──► new ──(14 days)──► trusted
//                 └────────────────────┴── suspended ◄──► comes back as what it is by then (decide-return.ts)

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { isProtected } from '../tier.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential, CredentialOrigin } from './credential.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a key signs in and locks, and nothing else. */
const FIRST_DAY_MS = DAY_MS;
/** How long a key is new. */
export const NEW_MS = 14 * DAY_MS;

export type KeyStage = 'first-day' | 'new' | 'trusted' | 'suspended';

/**
 * What an operation asks of the key that proved presence, least first.
 * - any: every key that is not suspended signs in, locks and ends sessions.
 * - day: a key that is a day old approves, exports, and counts for floors.
 * - trusted: adding and suspending keys, whatever takes rights, and stopping what two proofs began.
 */
export type Rights = 'any' | 'day' | 'trusted';

type Aged = Pick<Credential, 'createdAt' | 'trustedAt' | 'suspension'>;

const ALWAYS_TRUSTED: ReadonlySet<CredentialOrigin> = new Set(['sign-up', 'setup', 'recovery']);

/**
 * From when on a key that is added at `now` is trusted. Keys of sign-up, set-up and a completed recovery open an account
 * that nobody else could open before; those of an enrolment become trusted with its commit.
 */
export const trustedFrom = (origin: CredentialOrigin, now: number): number =>
  ALWAYS_TRUSTED.has(origin) ? now : now + NEW_MS;

export function keyStage(key: Aged, now: number): KeyStage {
  if (key.suspension) return 'suspended';
  if (now >= key.trustedAt) return 'trusted';
  return now < key.createdAt + FIRST_DAY_MS ? 'first-day' : 'new';
}

export const isTrusted = (key: Aged, now: number): boolean => keyStage(key, now) === 'trusted';
export const isSuspended = (key: Pick<Credential, 'suspension'>): boolean => key.suspension !== null;

/** A day old or trusted, and not suspended: it counts where something is to end (product.md §3). */
export const isDayOld = (key: Aged, now: number): boolean => {
  const stage = keyStage(key, now);
  return stage === 'new' || stage === 'trusted';
};

/** After how long a key that a link, or it itself, suspended comes back by its own touch. */
export const OWN_TOUCH_MS = 7 * DAY_MS;

type Suspendable = Pick<Credential, 'id' | 'suspension'>;

/** By a link, or by itself, as a Lock in its own session does. Neither is another's word against it. */
export const endsByItself = ({ id, suspension }: Suspendable): boolean =>
  suspension?.by === 'link' || (suspension?.by === 'key' && suspension.credentialId === id);

/** From when on a suspended key comes back by its own touch; null where another way is needed. */
export const ownTouchFrom = (key: Suspendable): number | null =>
  key.suspension && endsByItself(key) ? key.suspension.at + OWN_TOUCH_MS : null;

/** What is said of a suspended key that was used. */
export const refuseSuspended = (key: Suspendable) => refuse({ tag: 'key-suspended', comesBackAt: ownTouchFrom(key) });

/** Was it trusted when it was shut out? What was shut out while it was new does not become so behind the holder's back. */
export const wasTrusted = ({ suspension, trustedAt }: Pick<Credential, 'suspension' | 'trustedAt'>): boolean =>
  suspension !== null && suspension.at >= trustedAt;

/** How long no link touches a key that was vouched for, or that came back. */
export const CONFIRMED_MS = 30 * DAY_MS;

/** A link touches no key that was vouched for (product.md §6). */
export const isConfirmed = (key: Pick<Credential, 'confirmedUntil'>, now: number): boolean =>
  key.confirmedUntil !== null && now < key.confirmedUntil;

/** Trusted keys that open the account on its tier, without those in `without`. */
export const trustedKeys = (
  account: Pick<Account, 'tier' | 'credentials'>,
  now: number,
  without: readonly Credential['id'][] = [],
): readonly Credential[] =>
  account.credentials.filter(
    (key) => !without.includes(key.id) && isTrusted(key, now) && countsTowardFloor(key, account.tier),
  );

/** Password and second factor of a standard account count as trusted where it has no trusted key (product.md §3). */
export const factorsAreTrusted = (account: Account, now: number, without: readonly Credential['id'][] = []): boolean =>
  account.tier === 'standard' &&
  account.password !== null &&
  (account.totp !== null || (account.backupCodes?.left ?? 0) > 0) &&
  trustedKeys(account, now, without).length === 0;

/** Could the holder still come in by something trusted, were the keys in `without` gone? */
export const hasTrustedWay = (account: Account, now: number, without: readonly Credential['id'][] = []): boolean =>
  trustedKeys(account, now, without).length > 0 || factorsAreTrusted(account, now, without);

/** How long a freeze holds on a standard account to which nothing trusted returns. */
export const FREEZE_MS = 7 * DAY_MS;

/**
 * When a freeze ends by itself; null where it does not, and where there is none. A standard account's only trusted key may
 * be lost, and whoever froze it must not shut its holder out for good: it holds for a week after it was made, or after a
 * trusted key was last used.
 */
export function freezeEndsAt(account: Account, now: number): number | null {
  if (account.frozenAt === null || account.tier !== 'standard') return null;
  const used = trustedKeys(account, now).map(({ lastUsedAt }) => lastUsedAt ?? 0);
  return Math.max(account.frozenAt, ...used) + FREEZE_MS;
}

/** Does a freeze still keep out what is not trusted? */
export function freezeHolds(account: Account, now: number): boolean {
  const endsAt = freezeEndsAt(account, now);
  return account.frozenAt !== null && (endsAt === null || now < endsAt);
}

/** For how long after a link froze a standard account no link freezes it anew. */
export const FREEZE_AGAIN_MS = 30 * DAY_MS;

/**
 * From when on an account that a link freezes is frozen. Whoever presses a link every day must not keep the holder of a
 * standard account out for good: a freeze that stands is not begun anew, and one that is over not for thirty days.
 */
export function frozenByLink({ tier, frozenAt }: Pick<Account, 'tier' | 'frozenAt'>, now: number): number {
  return tier === 'standard' && frozenAt !== null && now < frozenAt + FREEZE_AGAIN_MS ? frozenAt : now;
}

/** Would the holder have nothing trusted left without this key? Password and factor of a frozen account are no way in. */
export const isLastTrustedWay = (account: Account, id: Credential['id'], now: number): boolean =>
  freezeHolds(account, now) ? trustedKeys(account, now, [id]).length === 0 : !hasTrustedWay(account, now, [id]);

/** When a key that is not suspended gets these rights. */
const rightsFrom = (key: Aged, rights: Exclude<Rights, 'any'>): number =>
  rights === 'trusted' ? key.trustedAt : Math.min(key.createdAt + FIRST_DAY_MS, key.trustedAt);

/**
 * Has what proved presence the rights that an operation asks for? `provedWith` is null after password and second factor:
 * on a standard account a day old at least, and trusted where no key is; nothing at all on a protected one, where another
 * key is to be used.
 */
export function requireRights(
  account: Account,
  provedWith: Credential | null,
  rights: Rights,
  now: number,
): Decision<undefined> {
  if (!provedWith) {
    if (isProtected(account.tier)) return refuse({ tag: 'key-not-trusted', rights, from: null });
    if (rights !== 'trusted' || factorsAreTrusted(account, now)) return allow();
    return refuse({ tag: 'key-not-trusted', rights, from: null });
  }
  if (isSuspended(provedWith)) return refuseSuspended(provedWith);
  if (rights === 'any') return allow();
  const from = rightsFrom(provedWith, rights);
  return now >= from ? allow() : refuse({ tag: 'key-not-trusted', rights, from });
}
