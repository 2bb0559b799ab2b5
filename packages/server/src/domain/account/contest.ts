// A changed address can be contested from the old mailbox for seven days: then neither address is sent a recovery link until
// a key or second factor decides (product.md §4).

import type { Credential } from '../credential/credential.ts';
import { NEW_MS } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { Account, StandardAccount } from './account.ts';
import type { FormerAddress } from './address-history.ts';

export const CONTEST_MS = 7 * 24 * 60 * 60 * 1000;

/** From the mailbox that was replaced at `changedAt`: once, within a week, and only the newest change of a standard account. */
export function decideContest(
  account: Account | null,
  newest: FormerAddress | null,
  changedAt: number,
  now: number,
): Decision<StandardAccount> {
  const stands = newest?.untilAt === changedAt && now < changedAt + CONTEST_MS;
  return account?.tier === 'standard' && stands && account.emailContestedAt === null
    ? allow(account)
    : refuse({ tag: 'link-refused' });
}

/**
 * By a trusted key, or by password and a second factor that is older than the change, or has been there for fourteen days:
 * whoever changed the address could have set a new one beside it.
 * @param provedWith the key; null for password and second factor
 */
export function decideAddress(
  account: Account,
  provedWith: Credential | null,
  newest: FormerAddress | null,
  now: number,
): Decision<FormerAddress> {
  if (account.tier !== 'standard' || account.emailContestedAt === null || !newest) return refuse({ tag: 'not-found' });
  if (provedWith) return allow(newest);
  const setAt = account.totp?.setAt ?? account.backupCodes?.madeAt ?? now;
  if (setAt < newest.untilAt || now >= setAt + NEW_MS) return allow(newest);
  return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: setAt + NEW_MS });
}
