// The mail to the mailbox that was just replaced: how it can say no for seven days. A mailbox that was replaced in the days
// before is told as well, with what is left of its own seven: a second change must not pass it by.

import type { Account } from '../../domain/account/account.ts';
import type { FormerAddress } from '../../domain/account/address-history.ts';
import { CONTEST_MS } from '../../domain/account/contest.ts';
import { emailKey } from '../../domain/account/email-address.ts';
import type { Tx } from '../../storage/store.ts';
import { sendMail } from '../mail/send-mail.ts';
import type { Recorder } from '../record.ts';
import { makeContestLink } from './contest-link.ts';

/**
 * @param account as it was before, with the address that it had
 * @param before the changes before this one that can be contested still
 */
export function offerContest(
  deps: Recorder,
  tx: Tx,
  account: Account,
  before: readonly FormerAddress[],
  now: number,
): void {
  const told = new Set<string>();
  for (const { email, untilAt, again } of [
    { email: account.email, untilAt: now, again: false },
    ...before.toReversed().map((change) => ({ ...change, again: true })),
  ]) {
    // A mailbox that was left twice is told once, with the longer time.
    if (told.has(emailKey(email))) continue;
    told.add(emailKey(email));
    const link = makeContestLink(deps.keyRing, { accountId: account.id, changedAt: untilAt });
    const content = { kind: 'address-changed', link, until: untilAt + CONTEST_MS, again } as const;
    sendMail(deps, tx, { to: email, accountId: account.id, now, content });
  }
}
