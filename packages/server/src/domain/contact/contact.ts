// A recovery contact: another account whose approval a recovery needs besides the recovery key, never instead of it.
//
//   invited ──(accepts with a key)──► active ──(removal: 72 h hold; or the contact leaves)──► ended
//      └──(declines, is withdrawn, 14 days)──► ended
//
// More contacts make k approvals easier to get, so a new one counts only after as long as a removal waits, and never in a
// recovery that began before it accepted: whoever takes over a session cannot approve their own recovery.

import { HOLD_MS } from '../hold/hold.ts';
import type { AccountId, ContactId } from '../id.ts';
import { isProtected, type Tier } from '../tier.ts';

export const CONTACTS_MAX = 10;
/** How long an invitation can be accepted. */
export const INVITATION_MS = 14 * 24 * 60 * 60 * 1000;
/** How long after accepting a contact cannot approve yet. */
export const CONTACT_PROBATION_MS = HOLD_MS;

export interface Contact {
  readonly id: ContactId;
  /** The address that was invited. */
  readonly email: string;
  readonly state: 'invited' | 'active';
  readonly invitedAt: number;
  readonly acceptedAt: number | null;
  /** The account that accepted, as it is now. */
  readonly account: {
    readonly id: AccountId;
    readonly email: string;
    readonly displayName: string;
    readonly tier: Tier;
  } | null;
}

export type ContactStage = 'invited' | 'expired' | 'active';

export const invitationEndsAt = (contact: Pick<Contact, 'invitedAt'>): number => contact.invitedAt + INVITATION_MS;

/** Expiry is checked at use; nothing sweeps invitations. */
export function stageOf(contact: Pick<Contact, 'state' | 'invitedAt'>, now: number): ContactStage {
  if (contact.state === 'active') return 'active';
  return now < invitationEndsAt(contact) ? 'invited' : 'expired';
}

/** Accepted, and still an account that nothing but keys opens. */
export const stands = (contact: Pick<Contact, 'state' | 'account'>): boolean =>
  contact.state === 'active' && contact.account !== null && isProtected(contact.account.tier);

/** From when on the contact may approve recoveries; null before it accepted. */
export const countsFrom = (contact: Pick<Contact, 'acceptedAt'>): number | null =>
  contact.acceptedAt === null ? null : contact.acceptedAt + CONTACT_PROBATION_MS;
