// Which mailboxes take an enrolment back, together with a factor of before (product.md §2).

import type { ProtectedAccount } from '../account/account.ts';
import { type FormerAddress, formerAt } from '../account/address-history.ts';
import { CONTEST_MS } from '../account/contest.ts';
import { emailKey } from '../account/email-address.ts';
import { turningOnOf } from './turned-on.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface OldMailbox {
  readonly email: string;
  /** When the account left it; null for the one that it has. */
  readonly leftAt: number | null;
  /** The account had it a day before protection was turned on. */
  readonly ofTheDayBefore: boolean;
}

/**
 * Where a new key confirmed: the mailbox of the day before, and that from before the changes that could still be contested
 * then. Whoever moved the address must not end the contest by turning protection on. Where a trusted key confirmed: the
 * account's own alone. A key that can do that was there before; its address was moved by two proofs, or was announced for
 * three days to the mailbox that it left, which stops it by any link. A thief who reads that one must not come back by it.
 */
export function mailboxesOf(account: ProtectedAccount, former: readonly FormerAddress[]): readonly OldMailbox[] {
  const { email, protectedSince, emailDecidedAt } = account;
  const own = { email, leftAt: null, ofTheDayBefore: true };
  if (turningOnOf(account).byTrusted) return [own];
  const dayBefore = protectedSince - DAY_MS;
  const inQuestionSince = Math.max(protectedSince - CONTEST_MS, emailDecidedAt ?? 0);
  const mailboxes = [dayBefore, Math.min(inQuestionSince, dayBefore)].map((at) => {
    const change = formerAt(former, at);
    if (!change || emailKey(change.email) === emailKey(email)) return own;
    return { email: change.email, leftAt: change.untilAt, ofTheDayBefore: at === dayBefore };
  });
  // The day before counts with more, and comes first.
  const isSame = (one: OldMailbox, other: OldMailbox) => emailKey(one.email) === emailKey(other.email);
  return mailboxes.filter((one, index) => mailboxes.findIndex((other) => isSame(one, other)) === index);
}
