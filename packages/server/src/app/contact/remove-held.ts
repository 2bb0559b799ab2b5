// Carries out the removal of a recovery contact when its hold is ripe, unless too few would be left by then.

import type { Account } from '../../domain/account/account.ts';
import { stands } from '../../domain/contact/contact.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { endContact, listContacts } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { type Evidence, type Recorder, recordBySystem } from '../record.ts';

export const neededBy = (account: Account): number => (account.tier === 'standard' ? 0 : account.contactsNeeded);

/** Others may have left while it waited: then the contact stays, since without it nobody could recover. */
export async function removeHeldContact(
  deps: Recorder,
  tx: Tx,
  account: Account,
  hold: Hold,
  now: number,
): Promise<Evidence | null> {
  const contacts = await listContacts(tx, account.id);
  const contact = contacts.find(({ id }) => id === hold.contactId);
  if (!contact) return null;
  const left = contacts.filter((other) => other.id !== contact.id && stands(other)).length;
  if (stands(contact) && left < neededBy(account)) {
    await recordBySystem(deps, tx, now, 'contact.kept', account, { subject: contact.email });
    return null;
  }
  await endContact(tx, contact.id, now);
  return { subject: hold.kind };
}
