// Recovery of a standard account by a link in a mail: who gets one, what is asked beside it, and what it may set.

import type { Account, StandardAccount } from '../account/account.ts';
import { isSince } from '../clock/since.ts';
import { freezeHolds, isSuspended } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';

/** Fifteen minutes to follow the link, and as long again to finish once it was followed (product.md §4). */
export const LINK_MS = 15 * 60 * 1000;
export const LINK_TRIES = 5;

/** What proves the second factor of an account whose first is the mailbox. */
export type LinkSecond = 'totp' | 'backup-code';
/** What the link leads to. */
export type LinkWay = 'key' | 'password';

/**
 * A protected account has no such recovery (product.md §4). As long as a freeze holds, an account that has keys opens with
 * one of them and nothing else: whoever was in the mailbox must not come back by it. A suspended key opens nothing, so it is
 * none of them (§3).
 */
export function decideLink(account: Account | null, now: number): Decision<StandardAccount> {
  if (!account) return refuse({ tag: 'recovery-refused', why: 'unknown-account' });
  if (account.tier !== 'standard') return refuse({ tag: 'not-permitted', why: 'tier' });
  if (freezeHolds(account, now) && !account.credentials.every(isSuspended)) {
    return refuse({ tag: 'sign-in-failed', why: 'frozen' });
  }
  if (account.emailContestedAt !== null) return refuse({ tag: 'recovery-refused', why: 'address-contested' });
  return allow(account);
}

/** The mailbox alone never stands in for a second factor that the account has. */
export const linkSeconds = (account: StandardAccount): LinkSecond[] => [
  ...(account.totp ? (['totp'] as const) : []),
  ...((account.backupCodes?.left ?? 0) > 0 ? (['backup-code'] as const) : []),
];

/**
 * Is what was shown behind the link at `at` still what the account has? A link outlives changes, so that whoever makes them
 * keeps nobody from the way back; but what a holder replaced since proves nothing.
 */
export const stillHolds = ({ password, totp, backupCodes }: StandardAccount, at: number, now: number): boolean =>
  [password?.setAt, totp?.setAt, backupCodes?.madeAt].every((since) => since === undefined || !isSince(since, at, now));

/** Mailbox and password together set another authenticator app, slowly, where there is one that may be lost. */
export const mayReplaceTotp = (account: StandardAccount): boolean => account.totp !== null && account.password !== null;

/** A new key always; a new password only where an authenticator app is left as its second step. */
export const linkWays = (account: StandardAccount): LinkWay[] =>
  account.totp && !account.enrolmentRequired ? ['key', 'password'] : ['key'];
