// A hold: something weakening that waits, announced, and that any key or live session can stop.
//
//   asked ──► waiting ──(its time is over, nobody objected)──► done
//                └──(veto, or “This wasn’t me”)──► vetoed
//
// A recovery ripens instead of being carried out: whoever began it has to come back (docs/recovery.md).
//
//   begun ──► waiting ──(48, 72 or 168 h)──► ripe ──(two new keys)──► done
//                │                            ├──(14 days, nobody came)──► expired
//                └──(veto, a key, the link)───┴──► vetoed

import type { ContactId, CredentialId, HoldId } from '../id.ts';

export const HOLD_KINDS = [
  'protection.leave',
  'protection.lower-floor',
  'email.change',
  'contact.remove',
  'contact.lower-needed',
  'account.delete',
  'recovery',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];
export type HoldState = 'waiting' | 'ripe' | 'vetoed' | 'done' | 'expired';
/** Of a hold that may still happen, and can be stopped. */
export const OPEN_STATES = ['waiting', 'ripe'] as const satisfies readonly HoldState[];

const HOUR_MS = 60 * 60 * 1000;
export const HOLD_MS = 72 * HOUR_MS;
/** How long the deletion of an account waits: longer than any recovery, so that whoever recovers can still stop it. */
export const DELETION_MS = 14 * 24 * HOUR_MS;
/** How long a ripe deletion is put off at a time, while a recovery of the account is open. */
export const PUT_OFF_MS = HOUR_MS;
/** How long a ripe recovery can be claimed. */
export const RIPE_MS = 14 * 24 * HOUR_MS;

/** From where it was asked for. */
export interface HoldOrigin {
  readonly ip: string;
  readonly countryCode: string | null;
  readonly device: string;
  /** The account was never entered from that browser. */
  readonly newDevice: boolean;
}

export interface Hold {
  readonly id: HoldId;
  readonly kind: HoldKind;
  /** As stored. What it is at a given time is `holdStage`. */
  readonly state: HoldState;
  readonly startedAt: number;
  readonly ripensAt: number;
  readonly startedWith: CredentialId | null;
  /** Null for holds of before it was kept. */
  readonly startedFrom: HoldOrigin | null;
  /** Announcements already made; the first is the start itself. */
  readonly announced: number;
  /** The address an `email.change` would set. */
  readonly newEmail: string | null;
  /** The recovery contact that a `contact.remove` would remove. */
  readonly contactId?: ContactId | null;
  /** How many approvals a `contact.lower-needed` would leave. */
  readonly contactsNeeded?: number | null;
  readonly endedAt: number | null;
}

/** Fractions of the waiting time at which the holder hears of it again; the end itself is told as it comes. */
const ANNOUNCE_AT = [0, 1 / 2, 2 / 3] as const;
const ANNOUNCE_RECOVERY_AT = [0, 1 / 2] as const;
/** After a week, and a day before the end. */
const ANNOUNCE_DELETION_AT = [0, 1 / 2, 13 / 14] as const;

function fractionsOf(kind: HoldKind): readonly number[] {
  if (kind === 'recovery') return ANNOUNCE_RECOVERY_AT;
  return kind === 'account.delete' ? ANNOUNCE_DELETION_AT : ANNOUNCE_AT;
}

type Timing = Pick<Hold, 'kind' | 'startedAt' | 'ripensAt'>;

/** When the next announcement is due, or null when all are made. */
export function nextAnnouncementAt(hold: Timing & Pick<Hold, 'announced'>): number | null {
  const fraction = fractionsOf(hold.kind)[hold.announced];
  return fraction === undefined ? null : hold.startedAt + (hold.ripensAt - hold.startedAt) * fraction;
}

/** The second alert: half-way. */
export const secondAlertAt = (hold: Timing): number => hold.startedAt + (hold.ripensAt - hold.startedAt) / 2;

/** Until when a ripe recovery can be claimed. */
export const expiresAt = (hold: Pick<Hold, 'ripensAt'>): number => hold.ripensAt + RIPE_MS;

/**
 * What a hold is at `now`, whatever a late job has stored. Before `ripensAt` it waits, even where a clock that ran ahead
 * had called it ripe.
 */
export function holdStage(hold: Timing & Pick<Hold, 'state'>, now: number): HoldState {
  if (hold.state !== 'waiting' && hold.state !== 'ripe') return hold.state;
  if (now < hold.ripensAt) return 'waiting';
  return hold.kind === 'recovery' && now >= expiresAt(hold) ? 'expired' : 'ripe';
}

export const isWaiting = (hold: Hold, now: number): boolean => holdStage(hold, now) === 'waiting';

/** Ripe: the waiting time is over and nobody objected. Applied by a job, and at use whichever comes first. */
export const isRipe = (hold: Hold, now: number): boolean => holdStage(hold, now) === 'ripe';
