// A hold: something slow that was begun, is announced, and can be stopped until it is done (product.md §3).
//
//   begun by one proof ──► waiting ──(72 h)──► ready ──(a second touch)──► done
//                             │                  └──(14 days, nobody touched)──► expired
//   begun by two ─────────► waiting ──(72 h, or 14 days)──► done, without a further touch
//                             └──(stopped; by whom: decide-stop.ts)──► stopped
//
// A recovery gets ready too: the person who began it has to come back (docs/recovery.md).

import type { ChannelId, ContactId, CredentialId, EventId, HoldId } from '../id.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
export const HOLD_MS = 72 * HOUR_MS;
/** How long the deletion of an account waits: longer than any recovery, so that a person who recovers can still stop it. */
export const DELETION_MS = 14 * DAY_MS;
/** How long something that is due is put off at a time, while it cannot be done yet. */
export const PUT_OFF_MS = HOUR_MS;
/** How long what is ready can be finished, and a recovery be claimed. */
export const CLAIM_MS = 14 * DAY_MS;
/** From when on the key that began a change may finish it too, where no other is in use. */
export const BEGINNER_MS = 168 * HOUR_MS;

interface Slow {
  readonly waitMs: number;
  /** Waits even where two proofs began it; it is then carried out without a further touch. */
  readonly waitsWithTwo: boolean;
  /** Only a protected account has what it would change. */
  readonly isOfProtection: boolean;
}
const fixed = (waitMs: number): Slow => ({ waitMs, waitsWithTwo: true, isOfProtection: false });
const quick: Slow = { waitMs: HOLD_MS, waitsWithTwo: false, isOfProtection: false };
const ofProtection = (slow: Slow): Slow => ({ ...slow, isOfProtection: true });

/** Whatever takes rights from the account or from a key of it, by the operation that begins it. */
export const SLOW = {
  'credential.remove': fixed(HOLD_MS),
  'recovery-key.replace': ofProtection(fixed(HOLD_MS)),
  'protection.leave': fixed(HOLD_MS),
  'account.delete': fixed(DELETION_MS),
  'protection.lower-floor': ofProtection(quick),
  'protection.raise-floor': ofProtection(quick),
  'email.change': quick,
  'contact.remove': ofProtection(quick),
  'contact.lower-needed': ofProtection(quick),
  'channel.stop': quick,
  'wait.shorten': ofProtection(quick),
  // A standard account's, by its mailbox and its password together (product.md §4).
  'totp.replace': fixed(HOLD_MS),
} as const satisfies Readonly<Record<string, Slow>>;

export type SlowKind = keyof typeof SLOW;
export const SLOW_KINDS = Object.keys(SLOW) as readonly SlowKind[];
export type HoldKind = SlowKind | 'recovery';
export const HOLD_KINDS: readonly HoldKind[] = [...SLOW_KINDS, 'recovery'];

/** `ripe`: ready, and not done. `vetoed`: stopped. */
export type HoldState = 'waiting' | 'ripe' | 'vetoed' | 'done' | 'expired';
/** Of a hold that may still happen, and can be stopped. */
export const OPEN_STATES = ['waiting', 'ripe'] as const satisfies readonly HoldState[];

/** From where it was asked for. */
export interface HoldOrigin {
  readonly ip: string;
  readonly countryCode: string | null;
  readonly device: string;
  /** The account was never entered from that browser. */
  readonly newDevice: boolean;
}

/** What a hold is about, beside its kind: the one thing that it would change. */
export interface HoldObject {
  /** The address an `email.change` would set. */
  readonly newEmail: string | null;
  /** The recovery contact that a `contact.remove` would remove. */
  readonly contactId: ContactId | null;
  /** How many approvals a `contact.lower-needed` would leave. */
  readonly contactsNeeded: number | null;
  /** The key that a `credential.remove` would end. */
  readonly credentialId: CredentialId | null;
  /** The channel that a `channel.stop` would tell nothing more. */
  readonly channelId: ChannelId | null;
  /** The waiting time, in hours, that a `wait.shorten` would set. */
  readonly waitHours: number | null;
  /** The secret, sealed, of the authenticator app that a `totp.replace` would set. */
  readonly totpSealed: string | null;
}
export const NO_OBJECT: HoldObject = {
  newEmail: null,
  contactId: null,
  contactsNeeded: null,
  credentialId: null,
  channelId: null,
  waitHours: null,
  totpSealed: null,
};

export interface Hold extends HoldObject {
  readonly id: HoldId;
  readonly kind: HoldKind;
  /** As stored. What it is at a given time is `holdStage`. */
  readonly state: HoldState;
  readonly startedAt: number;
  readonly ripensAt: number;
  /** Until when it can be finished or claimed, where a clock in doubt kept everybody from it for a time; else null. */
  readonly claimableUntil: number | null;
  /** How many of the account's own proofs began it. */
  readonly proofs: 1 | 2;
  /** Who stops it: a link, session or Lock will do; a second factor or a key; or a trusted key alone (decide-stop.ts). */
  readonly stoppedBy: 'any' | 'second-factor' | 'trusted-key';
  /** The keys that were trusted and not suspended when it began. Null for holds of before this was kept. */
  readonly trustedThen: readonly CredentialId[] | null;
  readonly startedWith: CredentialId | null;
  /** Null for holds of before it was kept. */
  readonly startedFrom: HoldOrigin | null;
  /** The entry that tells of its beginning. Null for holds of before it was kept. */
  readonly begunBy: EventId | null;
  /** Of a recovery: when a channel accepted an alert of its beginning, as far as anybody looked. */
  readonly toldAt: number | null;
  /** Announcements already made; the first is the start itself. */
  readonly announced: number;
  readonly endedAt: number | null;
}

/**
 * Is it stopped when protection ends? What one proof began under protection would be finished by that proof alone on the
 * standard account, which asks for less.
 */
export const endsWithProtection = ({ kind, proofs }: Pick<Hold, 'kind' | 'proofs'>): boolean =>
  kind !== 'recovery' && kind !== 'protection.leave' && (proofs === 1 || SLOW[kind].isOfProtection);

/**
 * Would both make the same change, of a kind and about the one thing where it is about one? A recovery is never the same as
 * another: its case tells.
 */
export const isSameChange = (hold: Hold, asked: Pick<Hold, 'kind'> & HoldObject): boolean =>
  hold.kind === asked.kind &&
  hold.kind !== 'recovery' &&
  hold.contactId === asked.contactId &&
  hold.credentialId === asked.credentialId &&
  hold.channelId === asked.channelId;

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

/** A whole millisecond, however long it waits: what settles, or could not be claimed for a time, waits no round time. */
const partWay = ({ startedAt, ripensAt }: Timing, fraction: number): number =>
  startedAt + Math.floor((ripensAt - startedAt) * fraction);

/** When the next announcement is due while it waits, or null when all are made. */
export function nextAnnouncementAt(hold: Timing & Pick<Hold, 'announced'>): number | null {
  const fraction = fractionsOf(hold.kind)[hold.announced];
  return fraction === undefined ? null : partWay(hold, fraction);
}

export interface Announcement {
  /** While it waits; or the one last mail, before what is ready lapses. */
  readonly of: 'waiting' | 'lapsing';
  /** What `announced` is afterwards. */
  readonly announced: number;
  /** When it is to be looked at again. */
  readonly nextAt: number;
}

/** What is to be told of a hold now, or null. */
export function dueAnnouncement(hold: Hold, now: number): Announcement | null {
  const stage = holdStage(hold, now);
  if (stage === 'waiting') {
    const dueAt = nextAnnouncementAt(hold);
    if (dueAt === null || dueAt > now) return null;
    const announced = hold.announced + 1;
    return { of: 'waiting', announced, nextAt: nextAnnouncementAt({ ...hold, announced }) ?? hold.ripensAt };
  }
  const last = fractionsOf(hold.kind).length + 1;
  if (stage !== 'ripe' || hold.kind === 'recovery' || happensByItself(hold)) return null;
  if (now < lastMailAt(hold) || hold.announced >= last) return null;
  return { of: 'lapsing', announced: last, nextAt: expiresAt(hold) };
}

/** The second alert: half-way. */
export const secondAlertAt = (hold: Timing): number => partWay(hold, 1 / 2);

type Claim = Pick<Hold, 'ripensAt' | 'claimableUntil'>;

/** Until when what is ready can be finished. */
export const expiresAt = ({ ripensAt, claimableUntil }: Claim): number =>
  Math.max(ripensAt + CLAIM_MS, claimableUntil ?? 0);

/** When the one last mail says that it is about to lapse. */
const lastMailAt = (hold: Claim): number => expiresAt(hold) - DAY_MS;

/** When what is ready is to be looked at again: for its last mail where it gets one, and then to lapse. */
export const nextLookAt = (hold: Claim & Pick<Hold, 'kind' | 'announced'>): number =>
  hold.kind === 'recovery' || hold.announced > fractionsOf(hold.kind).length ? expiresAt(hold) : lastMailAt(hold);

/** Two proofs began it, so it is carried out when its wait is over. A recovery never is: it has to be claimed. */
export const happensByItself = ({ kind, proofs }: Pick<Hold, 'kind' | 'proofs'>): boolean =>
  kind !== 'recovery' && proofs === 2;

/**
 * What a hold is at `now`, whatever a late job has stored. Before `ripensAt` it waits, even where a clock that ran ahead
 * had called it ready.
 */
export function holdStage(hold: Timing & Claim & Pick<Hold, 'state' | 'proofs'>, now: number): HoldState {
  if (hold.state !== 'waiting' && hold.state !== 'ripe') return hold.state;
  if (now < hold.ripensAt) return 'waiting';
  return !happensByItself(hold) && now >= expiresAt(hold) ? 'expired' : 'ripe';
}

export const isWaiting = (hold: Hold, now: number): boolean => holdStage(hold, now) === 'waiting';
