// What leaving protection ends: the account's own recovery contacts, and its being one for others, who are told.

import type { Account } from '../../domain/account/account.ts';
import { loadAccount } from '../../storage/account.ts';
import { endContact, type HeldContact, listContacts, listContactsHeldBy } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { type Recorder, recordBySystem } from '../record.ts';

export async function endAllContacts(deps: Recorder, tx: Tx, account: Account, now: number): Promise<void> {
  for (const own of await listContacts(tx, account.id)) await endContact(tx, own.id, 'holder', now);
  for (const held of await listContactsHeldBy(tx, account.id)) await tellLeft(deps, tx, held, now);
}

/** The contact is no longer one, and its holder is told. @returns false when it had ended already. */
export async function tellLeft(deps: Recorder, tx: Tx, contact: HeldContact, now: number): Promise<boolean> {
  if (!(await endContact(tx, contact.id, 'contact', now))) return false;
  const holder = await loadAccount(tx, contact.holderId);
  const operation = contact.state === 'active' ? 'contact.left' : 'contact.declined';
  if (holder) await recordBySystem(deps, tx, now, operation, holder, { subject: contact.email });
  return true;
}
