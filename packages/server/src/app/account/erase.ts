// account.erase: the end of a deletion that nobody stopped. The person goes, the proofs stay: what the sealed log committed
// to is opened by nothing any more (docs/data-rights.md).

import type { Account } from '../../domain/account/account.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { clearParticulars, deleteRowsOf, insertErasure, listAddressesOf } from '../../storage/erasure.ts';
import { endHold } from '../../storage/hold.ts';
import { listContactsHeldBy, listInvitationsTo } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { tellLeft } from '../contact/end-all.ts';
import { sendMail } from '../mail/send-mail.ts';
import { type Recorder, recordBySystem } from '../record.ts';
import { forgetGuesses } from '../sign-in/count-password.ts';

/** @returns false where the hold had ended already. The account is locked by the caller. */
export async function eraseAccount(
  deps: Recorder,
  tx: Tx,
  account: Account,
  hold: Hold,
  now: number,
): Promise<boolean> {
  if (!(await endHold(tx, account.id, hold.id, 'done', now))) return false;
  // Those who counted on this person hear of it while there is still a name to say.
  const asContact = [...(await listContactsHeldBy(tx, account.id)), ...(await listInvitationsTo(tx, account.email))];
  for (const contact of asContact) await tellLeft(deps, tx, contact, now);
  const addresses = await listAddressesOf(tx, account);
  await clearParticulars(tx, account, addresses);
  await deleteRowsOf(tx, account.id, addresses);
  // Kept for longer than a day (`password.account`).
  await forgetGuesses(deps, tx, account.id);
  await insertErasure(tx, account.id, now);
  // The one entry that names the account from now on: whoever keeps answers of the training ledger asks again.
  await recordBySystem(deps, tx, now, 'account.erase', account);
  sendMail(deps, tx, { to: account.email, accountId: null, now, content: { kind: 'account-erased', at: now } });
  return true;
}
