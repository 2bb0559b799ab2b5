// What a recovery needs of the contacts that it asks: k of those who count, as long as they are needed (product.md §4).
//
//   asked ──(approves)──► approved
//     ├──(silent for 30 days after the wait)──► needed no more
//     ├──(“This is not them”)──► needed for 30 days longer, and then no more
//     └──(gone, or unprotected, for 30 days)──► needed no more
//
// Every one of them either approves or stops being needed by a date: nobody keeps the rightful holder out for good.

import type { ContactId } from '../id.ts';
import type { Approvals } from '../recovery/decide-recovery.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a contact who says nothing delays a recovery whose wait is over. */
export const SILENT_MS = 30 * DAY_MS;
/** How long one who said “This is not them” does. */
export const OBJECTED_MS = 2 * SILENT_MS;
/** How long one who is gone still counts toward what is needed: leaving weakens no account at once. */
export const GONE_MS = 30 * DAY_MS;

/** A contact who counted when the recovery began, as it is now. */
export interface AskedContact {
  readonly id: ContactId;
  /** Null where they have not, or took it back. */
  readonly approvedAt: number | null;
  /** When they said “This is not them”. */
  readonly objectedAt: number | null;
  /** Since when they are no contact, or unprotected, by their own doing. */
  readonly goneAt: number | null;
  /** The holder removed them meanwhile. */
  readonly removed: boolean;
}

export interface Requirement {
  readonly asked: readonly AskedContact[];
  /** How many approvals the account asks for. */
  readonly needed: number;
}
export const NO_REQUIREMENT: Requirement = { asked: [], needed: 0 };

/** An approval counts while its contact is one, and protected. */
const hasApproved = (contact: AskedContact, at: number): boolean =>
  contact.approvedAt !== null && contact.approvedAt <= at && contact.goneAt === null && !contact.removed;

/** From when on this contact counts toward what is needed no more; null for one who approved. `waitOverAt`: of the case. */
export function neededUntil(contact: AskedContact, waitOverAt: number): number | null {
  if (hasApproved(contact, Number.POSITIVE_INFINITY)) return null;
  if (contact.removed) return Number.NEGATIVE_INFINITY;
  const silent = waitOverAt + (contact.objectedAt === null ? SILENT_MS : OBJECTED_MS);
  return contact.goneAt === null ? silent : Math.min(contact.goneAt + GONE_MS, silent);
}

const isNeeded = (contact: AskedContact, waitOverAt: number, at: number): boolean => {
  const until = neededUntil(contact, waitOverAt);
  return until === null || at < until;
};

/** How many approvals are needed at `at`, and how many there are by then. */
export function approvalsAt({ asked, needed }: Requirement, waitOverAt: number, at: number): Approvals {
  const left = asked.filter((contact) => isNeeded(contact, waitOverAt, at)).length;
  return { needed: Math.min(needed, left), approved: asked.filter((contact) => hasApproved(contact, at)).length };
}

/** From when on the recovery needs no further approval, as things stand: the end of its wait at the earliest. */
export function approvedFrom(requirement: Requirement, waitOverAt: number): number {
  const moments = requirement.asked.flatMap((contact) => {
    const until = neededUntil(contact, waitOverAt);
    return [contact.approvedAt ?? waitOverAt, until ?? waitOverAt];
  });
  const later = moments.filter((at) => at > waitOverAt).sort((a, b) => a - b);
  const isEnough = (at: number) => {
    const { needed, approved } = approvalsAt(requirement, waitOverAt, at);
    return approved >= needed;
  };
  // At the last of them everybody has approved, or is needed no more.
  return [waitOverAt, ...later].find(isEnough) ?? waitOverAt + OBJECTED_MS;
}
