// Carries out the removal of a recovery contact, unless too few would be left by then.

import type { Account } from '../../domain/account/account.ts';
import { countsIn, stands } from '../../domain/contact/contact.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import type { HoldObject } from '../../domain/hold/hold.ts';
import { endContact, listContacts } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import type { Evidence } from '../record.ts';

export const neededBy = (account: Account): number => (account.tier === 'standard' ? 0 : account.contactsNeeded);

/** Others may have left while it waited: then the contact stays, or recoveries would be held up for want of approvals. */
export async function removeHeldContact(
  tx: Tx,
  account: Account,
  { contactId }: HoldObject,
  now: number,
): Promise<Decision<Evidence>> {
  const contacts = await listContacts(tx, account.id);
  const contact = contacts.find(({ id }) => id === contactId);
  if (!contact) return refuse({ tag: 'not-found' });
  const counts = contacts.filter((other) => stands(other) && countsIn(other, now));
  const left = counts.filter((other) => other.id !== contact.id).length;
  if (left < counts.length && left < neededBy(account)) {
    return refuse({ tag: 'contacts-too-few', needed: neededBy(account), left });
  }
  await endContact(tx, contact.id, 'holder', now);
  return allow({});
}
