// contact.asked: when a recovery begins that needs approvals, each contact hears of it in a mail of their own.

import type { Account } from '../../domain/account/account.ts';
import { stands } from '../../domain/contact/contact.ts';
import { listContacts } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { type Recorder, recordBySystem } from '../record.ts';

export async function askContacts(
  deps: Recorder,
  tx: Tx,
  account: Account,
  about: { readonly ripensAt: number; readonly now: number },
): Promise<void> {
  if (account.tier === 'standard' || account.contactsNeeded === 0) return;
  for (const contact of await listContacts(tx, account.id)) {
    if (!contact.account || !stands(contact)) continue;
    const evidence = { subject: account.email, effectiveAt: about.ripensAt };
    await recordBySystem(deps, tx, about.now, 'contact.asked', contact.account, evidence);
  }
}
