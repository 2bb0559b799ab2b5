// The mail to the mailbox that was just replaced: how it can say no for seven days.

import type { Account } from '../../domain/account/account.ts';
import { CONTEST_MS } from '../../domain/account/contest.ts';
import type { Tx } from '../../storage/store.ts';
import { sendMail } from '../mail/send-mail.ts';
import type { Recorder } from '../record.ts';
import { makeContestLink } from './contest-link.ts';

/** `account`: as it was before, with the address that it had. */
export function offerContest(deps: Recorder, tx: Tx, account: Account, now: number): void {
  const link = makeContestLink(deps.keyRing, { accountId: account.id, changedAt: now });
  const content = { kind: 'address-changed', link, until: now + CONTEST_MS } as const;
  sendMail(deps, tx, { to: account.email, accountId: account.id, now, content });
}
