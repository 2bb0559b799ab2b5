// A recovery contact: another account whose approval a recovery needs besides the recovery key, never instead of it.
//
//   invited ──(accepts with a key)──► active ──(removal: 72 h hold; or the contact leaves)──► ended
//      └──(declines, is withdrawn, 14 days)──► ended
//
// Take the shortest wait in force since a contact accepted: if they accepted at least that long before a recovery began,
// they count in it, both to approve and toward how many may be required; otherwise for neither (product.md §4). So a thief
// who brings in accounts of their own can neither approve a recovery with them nor hold one up.

import type { AccountId, ContactId } from '../id.ts';
import type { WaitHours } from '../recovery/recovery-key-record.ts';
import { isProtected, type Tier } from '../tier.ts';

export const CONTACTS_MAX = 10;
/** How long an invitation can be accepted. */
export const INVITATION_MS = 14 * 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

export interface Contact {
  readonly id: ContactId;
  /** The address that was invited. */
  readonly email: string;
  readonly state: 'invited' | 'active';
  readonly invitedAt: number;
  readonly acceptedAt: number | null;
  /** The shortest wait of a recovery that the holder's account had since then; null before. */
  readonly leastWaitHours: WaitHours | null;
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

/** A contact counts in recoveries that begin at this time or later; null before it accepted. */
export const countsFrom = ({
  acceptedAt,
  leastWaitHours,
}: Pick<Contact, 'acceptedAt' | 'leastWaitHours'>): number | null =>
  acceptedAt === null || leastWaitHours === null ? null : acceptedAt + leastWaitHours * HOUR_MS;

/** Does it count in a recovery that begins at `startedAt`? */
export function countsIn(contact: Pick<Contact, 'acceptedAt' | 'leastWaitHours'>, startedAt: number): boolean {
  const from = countsFrom(contact);
  return from !== null && from <= startedAt;
}
