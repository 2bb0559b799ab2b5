// When a recovery whose wait is over opens: not before somebody could have heard of it, not before its contacts approved or
// stopped being needed (product.md §4), and not while its account settles: a recovery that was completed would end the way to
// take the enrolment back, and whoever turned protection on has its recovery keys. Each delay has an end.

import { approvedFrom, type Requirement } from '../contact/requirement.ts';
import type { Hold } from '../hold/hold.ts';

const HOUR_MS = 60 * 60 * 1000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** A holder who was told has this long to stop it. */
export const HEARD_MS = 24 * HOUR_MS;
/** Mail that is down, or a mailbox that is full, delays a recovery this long at most. */
export const UNHEARD_MS = WEEK_MS;

export interface OpeningFacts {
  /** When the wait that was chosen is over. */
  readonly waitOverAt: number;
  /** When the first channel accepted an alert of it; null: none has. */
  readonly toldAt: number | null;
  readonly requirement: Requirement;
  /** Until when protection can be taken back; null where it cannot. */
  readonly settlesUntil: number | null;
}

export type WaitsFor = 'time' | 'alert' | 'contacts' | 'settling';

export interface Opening {
  readonly opensAt: number;
  /** What it waits for at that time, beyond the wait that was chosen. */
  readonly waitsFor: WaitsFor;
}

/** As things stand at `now`: before its wait is over, nothing delays it yet but that its account settles. */
export function decideOpening(facts: OpeningFacts, now: number): Opening {
  const { settlesUntil } = facts;
  const opening = openingBesides(facts, now);
  if (settlesUntil === null || settlesUntil <= opening.opensAt) return opening;
  return { opensAt: settlesUntil, waitsFor: 'settling' };
}

function openingBesides({ waitOverAt, toldAt, requirement }: OpeningFacts, now: number): Opening {
  if (now < waitOverAt) return { opensAt: waitOverAt, waitsFor: 'time' };
  // Were it accepted at this moment, there would still be a day to stop it.
  const heardAt = Math.min((toldAt ?? now) + HEARD_MS, waitOverAt + UNHEARD_MS);
  const approvedAt = approvedFrom(requirement, waitOverAt);
  const opensAt = Math.max(waitOverAt, heardAt, approvedAt);
  if (opensAt === waitOverAt) return { opensAt, waitsFor: 'time' };
  return { opensAt, waitsFor: approvedAt >= heardAt ? 'contacts' : 'alert' };
}

export interface HeldUp {
  /** What `announced` is afterwards. */
  readonly announced: number;
  readonly nextAt: number;
}

/** Announcements of every recovery before its wait is over: the start, and half-way. */
const BEFORE = 2;

/** That contacts hold it up is told when its wait is over, and weekly. Weeks that nobody worked are told as one. */
export function dueHeldUp(
  { announced, ripensAt: waitOverAt }: Pick<Hold, 'announced' | 'ripensAt'>,
  now: number,
): HeldUp | null {
  if (now < waitOverAt) return null;
  const week = Math.floor((now - waitOverAt) / WEEK_MS);
  const told = BEFORE + week + 1;
  return announced >= told ? null : { announced: told, nextAt: waitOverAt + (week + 1) * WEEK_MS };
}
