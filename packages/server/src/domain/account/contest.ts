// A changed address can be contested from the old mailbox for seven days: then neither address is sent a recovery link until
// a key or second factor decides (product.md §4). A contest is about every change of those days, and while it stands the
// address does not change: whoever changed it once could otherwise leave the contest behind by changing it again.

import type { Credential } from '../credential/credential.ts';
import { NEW_MS } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { Account, StandardAccount } from './account.ts';
import type { FormerAddress } from './address-history.ts';

export const CONTEST_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The changes of the seven days before now, or before they were contested, that nobody has decided; the earliest first.
 * None of a protected account.
 */
export function changesInQuestion(account: Account, former: readonly FormerAddress[], now: number): FormerAddress[] {
  if (account.tier !== 'standard') return [];
  const since = Math.max((account.emailContestedAt ?? now) - CONTEST_MS, account.emailDecidedAt ?? 0);
  return former.filter(({ untilAt }) => untilAt > since).toSorted((a, b) => a.untilAt - b.untilAt);
}

/** From the mailbox that was replaced at `changedAt`: once, within a week, also where the address has changed again since. */
export function decideContest(
  account: Account | null,
  former: readonly FormerAddress[],
  changedAt: number,
  now: number,
): Decision<StandardAccount> {
  if (account?.tier !== 'standard' || account.emailContestedAt !== null) return refuse({ tag: 'link-refused' });
  // A link of a clock that was ahead names a moment that was put right since.
  const stands = changesInQuestion(account, former, now).some(
    ({ untilAt }) => untilAt === changedAt || changedAt > now,
  );
  return stands ? allow(account) : refuse({ tag: 'link-refused' });
}

/** Another address is neither asked for nor set while it is open which one counts. */
export const decideAddressChange = (account: Account): Decision<undefined> =>
  account.tier === 'standard' && account.emailContestedAt !== null ? refuse({ tag: 'email-contested' }) : allow();

/**
 * By a trusted key, or by password and a second factor that is older than the first of the changes, or has been there for
 * fourteen days: whoever changed the address could have set a new one beside it.
 * @param provedWith the key; null for password and second factor
 * @returns the first of the changes: the address from before it is the one to go back to
 */
export function decideAddress(
  account: Account,
  provedWith: Credential | null,
  former: readonly FormerAddress[],
  now: number,
): Decision<FormerAddress> {
  const [first] = changesInQuestion(account, former, now);
  if (account.tier !== 'standard' || account.emailContestedAt === null || !first) return refuse({ tag: 'not-found' });
  if (provedWith) return allow(first);
  const setAt = account.totp?.setAt ?? account.backupCodes?.madeAt ?? now;
  if (setAt < first.untilAt || now >= setAt + NEW_MS) return allow(first);
  return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: setAt + NEW_MS });
}
