// The recoveries that one contact is asked about: each recovery key of the holder has a case of its own.

import type { ProtectedAccount } from '../../domain/account/account.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { holdStage } from '../../domain/hold/hold.ts';
import { loadAccount } from '../../storage/account.ts';
import { findHold, listOpenHolds } from '../../storage/hold.ts';
import type { HeldContact } from '../../storage/recovery-contact.ts';
import { findContact } from '../../storage/recovery-contact.ts';
import type { Tx } from '../../storage/store.ts';
import { asItOpens, type OpeningCase } from '../recovery/as-it-opens.ts';
import type { AskLink } from './ask-link.ts';

export interface AskedAbout extends OpeningCase {
  readonly contact: HeldContact;
  readonly holder: ProtectedAccount;
}

/** Open recoveries of the holder that need approvals, whether or not this contact is one of those who give them. */
export async function listAskedAbout(tx: Tx, contact: HeldContact, now: number): Promise<readonly AskedAbout[]> {
  const holder = await loadAccount(tx, contact.holderId);
  if (!holder || holder.tier === 'standard' || holder.openRecoveries.length === 0) return [];
  const found: AskedAbout[] = [];
  for (const hold of await listOpenHolds(tx, holder.id)) {
    const opening = await asItOpens(tx, holder, hold, now);
    if (!opening || opening.row.contacts_needed === 0 || holder.contactsNeeded === 0) continue;
    const stage = holdStage(opening.hold, now);
    if (stage === 'waiting' || stage === 'ripe') found.push({ ...opening, contact, holder });
  }
  return found;
}

/** The one that a link in a contact's mail is about, open or not. */
export async function findAskedByLink(tx: Tx, link: AskLink, now: number): Promise<Decision<AskedAbout>> {
  const contact = await findContact(tx, link.contactId);
  const holder = contact && (await loadAccount(tx, contact.holderId));
  if (!contact || !holder || holder.tier === 'standard') return refuse({ tag: 'link-refused' });
  const hold = await findHold(tx, holder.id, link.holdId);
  const opening = hold && (await asItOpens(tx, holder, hold, now));
  return opening ? allow({ ...opening, contact, holder }) : refuse({ tag: 'link-refused' });
}
