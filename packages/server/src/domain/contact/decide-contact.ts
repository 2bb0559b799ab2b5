// What a holder may do with recovery contacts, and when a contact may approve a recovery.

import type { Account } from '../account/account.ts';
import { emailKey } from '../account/email-address.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { type Hold, holdStage } from '../hold/hold.ts';
import type { ContactId } from '../id.ts';
import { CONTACTS_MAX, type Contact, countsFrom, stageOf, stands } from './contact.ts';

export interface Invitation {
  /** An expired invitation of the same address, which the new one takes the place of. */
  readonly replaces: ContactId | null;
}

/** Whether the address belongs to an account plays no part: nothing tells. */
export function decideInvitation(
  account: Pick<Account, 'email'>,
  contacts: readonly Contact[],
  email: string,
  now: number,
): Decision<Invitation> {
  const key = emailKey(email);
  if (key === emailKey(account.email)) return refuse({ tag: 'contact-self' });
  const same = contacts.find((contact) => emailKey(contact.email) === key);
  const replaces = same && stageOf(same, now) === 'expired' ? same.id : null;
  if (same && replaces === null) return refuse({ tag: 'contact-exists' });
  if (contacts.length - (replaces === null ? 0 : 1) >= CONTACTS_MAX) {
    return refuse({ tag: 'too-many-contacts', countMax: CONTACTS_MAX });
  }
  return allow({ replaces });
}

/** Those who stand and whose removal does not wait. */
const lasting = (contacts: readonly Contact[], removing: ReadonlySet<ContactId>): readonly Contact[] =>
  contacts.filter((contact) => stands(contact) && !removing.has(contact.id));

/** @returns whether it waits. Never fewer contacts than a recovery needs: nobody could recover any more. */
export function decideContactRemoval(
  contact: Contact,
  contacts: readonly Contact[],
  removing: ReadonlySet<ContactId>,
  needed: number,
): Decision<{ readonly waits: boolean }> {
  if (contact.state === 'invited') return allow({ waits: false });
  const left = lasting(contacts, removing).filter((other) => other.id !== contact.id).length;
  if (stands(contact) && left < needed) return refuse({ tag: 'contacts-too-few', needed, left });
  return allow({ waits: true });
}

/** Asking for more is instant, asking for fewer waits (product.md §3). The same number keeps what is. */
export function decideNeeded(
  current: number,
  asked: number,
  contacts: readonly Contact[],
  removing: ReadonlySet<ContactId>,
): Decision<{ readonly waits: boolean }> {
  if (asked < current) return allow({ waits: true });
  const left = lasting(contacts, removing).length;
  if (asked > left) return refuse({ tag: 'contacts-too-few', needed: asked, left });
  return allow({ waits: false });
}

/** From when on this contact may approve this recovery; null where it accepted after the recovery had begun. */
export function mayApproveFrom(contact: Contact, hold: Pick<Hold, 'startedAt'>): number | null {
  const { acceptedAt } = contact;
  return acceptedAt === null || acceptedAt >= hold.startedAt ? null : countsFrom(contact);
}

/** May the contact approve now? It shortens nothing and opens nothing: the recovery goes on needing all else it needs. */
export function decideApproval(contact: Contact, hold: Hold, now: number): Decision<undefined> {
  const stage = holdStage(hold, now);
  if (stage !== 'waiting' && stage !== 'ripe') return refuse({ tag: 'recovery-ended' });
  if (!stands(contact)) return refuse({ tag: 'not-found' });
  const from = mayApproveFrom(contact, hold);
  return from === null || now < from ? refuse({ tag: 'contact-too-new', from }) : allow();
}
