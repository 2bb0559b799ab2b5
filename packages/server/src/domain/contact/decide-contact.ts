// What a holder may do with recovery contacts, and when a contact may answer for a recovery.

import type { Account } from '../account/account.ts';
import { emailKey } from '../account/email-address.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { type Hold, holdStage } from '../hold/hold.ts';
import type { ContactId } from '../id.ts';
import { CONTACTS_MAX, type Contact, countsIn, stageOf, stands } from './contact.ts';

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

/** Those who stand, count by now, and whose removal does not wait. */
const lasting = (contacts: readonly Contact[], removing: ReadonlySet<ContactId>, now: number): readonly Contact[] =>
  contacts.filter((contact) => stands(contact) && countsIn(contact, now) && !removing.has(contact.id));

/** As many approvals as may be asked for. */
export const neededMax = (contacts: readonly Contact[], removing: ReadonlySet<ContactId>, now: number): number =>
  lasting(contacts, removing, now).length;

/** @returns whether it waits. Never fewer contacts than a recovery needs: it would be held up, and nobody could help. */
export function decideContactRemoval(
  contact: Contact,
  contacts: readonly Contact[],
  removing: ReadonlySet<ContactId>,
  needed: number,
  now: number,
): Decision<{ readonly waits: boolean }> {
  if (contact.state === 'invited') return allow({ waits: false });
  const left = lasting(contacts, removing, now).filter((other) => other.id !== contact.id).length;
  if (stands(contact) && countsIn(contact, now) && left < needed)
    return refuse({ tag: 'contacts-too-few', needed, left });
  return allow({ waits: true });
}

/** Asking for more is instant, asking for fewer waits (product.md §3). The same number keeps what is. */
export function decideNeeded(
  current: number,
  asked: number,
  contacts: readonly Contact[],
  removing: ReadonlySet<ContactId>,
  now: number,
): Decision<{ readonly waits: boolean }> {
  if (asked < current) return allow({ waits: true });
  const left = neededMax(contacts, removing, now);
  if (asked > current && asked > left) return refuse({ tag: 'contacts-too-few', needed: asked, left });
  return allow({ waits: false });
}

/** May one of the contacts that it asks approve it now? It opens nothing: the recovery goes on needing all else it needs. */
export function decideApproval(
  contact: Pick<Contact, 'id' | 'state' | 'account'>,
  asked: readonly ContactId[],
  hold: Hold,
  now: number,
): Decision<undefined> {
  const stage = holdStage(hold, now);
  if (stage !== 'waiting' && stage !== 'ripe') return refuse({ tag: 'recovery-ended' });
  if (!stands(contact)) return refuse({ tag: 'not-found' });
  return asked.includes(contact.id) ? allow() : refuse({ tag: 'contact-too-new' });
}

export interface Objection {
  /** It still waits, so that the contact stays needed, and an approval of theirs is taken back. */
  readonly delays: boolean;
}

/**
 * “This is not them”, once a case. One that is open already stays open, or a contact could close every case for good:
 * then the holder is told, and can still stop it.
 */
export function decideObjection(
  contact: Pick<Contact, 'id' | 'state' | 'account'>,
  asked: readonly ContactId[],
  hold: Hold,
  now: number,
): Decision<Objection> {
  const may = decideApproval(contact, asked, hold, now);
  return may.allowed ? allow({ delays: holdStage(hold, now) === 'waiting' }) : may;
}
