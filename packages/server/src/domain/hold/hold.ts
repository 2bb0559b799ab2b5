// A hold: a weakening change that waits, announced, and that any key or live session can stop.
//
//   asked ──► waiting ──(72 h, nobody objected)──► done
//                └──(veto, or “This wasn’t me”)──► vetoed

import type { CredentialId, HoldId } from '../id.ts';

export const HOLD_KINDS = ['protection.leave', 'protection.lower-floor', 'email.change'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];
export type HoldState = 'waiting' | 'vetoed' | 'done';

export const HOLD_MS = 72 * 60 * 60 * 1000;

export interface Hold {
  readonly id: HoldId;
  readonly kind: HoldKind;
  readonly state: HoldState;
  readonly startedAt: number;
  readonly ripensAt: number;
  readonly startedWith: CredentialId | null;
  /** Announcements already made; the first is the start itself. */
  readonly announced: number;
  /** The address an `email.change` would set. */
  readonly newEmail: string | null;
}

/** Fractions of the waiting time at which the holder hears of it again: at the start, half-way, and a day before the end. */
const ANNOUNCE_AT = [0, 1 / 2, 2 / 3] as const;

/** When the next announcement is due, or null when all are made. */
export function nextAnnouncementAt(hold: Pick<Hold, 'announced' | 'startedAt' | 'ripensAt'>): number | null {
  const fraction = ANNOUNCE_AT[hold.announced];
  return fraction === undefined ? null : hold.startedAt + (hold.ripensAt - hold.startedAt) * fraction;
}

export const isWaiting = (hold: Hold, now: number): boolean => hold.state === 'waiting' && now < hold.ripensAt;

/** Ripe: the waiting time is over and nobody objected. Applied by a job, and at use whichever comes first. */
export const isRipe = (hold: Hold, now: number): boolean => hold.state === 'waiting' && now >= hold.ripensAt;
