// The mailboxes from which something of before takes back an enrolment that settles. No other is told so, or sent a link.

import type { ProtectedAccount } from '../../domain/account/account.ts';
import { waysBack } from '../../domain/enrolment/old-factor.ts';
import { mailboxesOf, type OldMailbox } from '../../domain/enrolment/old-mailbox.ts';
import { turningOnOf } from '../../domain/enrolment/turned-on.ts';
import { listFormerAddresses } from '../../storage/former-address.ts';
import { listFormerFactors } from '../../storage/former-factor.ts';
import type { Tx } from '../../storage/store.ts';

export async function mailboxesThatTakeBack(tx: Tx, account: ProtectedAccount): Promise<readonly OldMailbox[]> {
  const formers = await listFormerFactors(tx, account.id);
  const turnedOn = turningOnOf(account);
  return mailboxesOf(account, await listFormerAddresses(tx, account.id)).filter(
    (mailbox) => waysBack(account, formers, mailbox, turnedOn).length > 0,
  );
}
