// THE table of half-done things: to what each is bound, how long it lives, whether it is told, and what ends it. Whatever
// somebody staged in a stolen session must not come alive under its holder (product.md §3).

import type { Operation } from '../authority.ts';
import { INVITATION_MS } from '../contact/contact.ts';
import type { SlowKind } from '../hold/hold.ts';
import type { FlowKind } from './flow-kind.ts';

const MINUTE_MS = 60 * 1000;
export const STAGED_MS = 60 * MINUTE_MS;

/**
 * - enrolment: protection is turned on. - disown: “This wasn’t me”. - lock: the account is locked.
 * - recovery: one is completed. - taking-back: an enrolment is taken back. - leaving: protection is turned off.
 * - credential-change: a key, password, second factor or recovery key changes. - address-change: the address does, or what was
 *   in question about it is decided. - session-end: its session ends.
 */
export const CAUSES = [
  'enrolment',
  'disown',
  'lock',
  'recovery',
  'taking-back',
  'leaving',
  'credential-change',
  'address-change',
  'session-end',
] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * - session, browser: to the one that made it. - hold, case: it lives and ends with it, by that one's own rule.
 * - somebody-else: it waits for a person who is not the holder. - itself: whoever has it; there is no account yet.
 */
export type Bound = 'session' | 'browser' | 'hold' | 'case' | 'somebody-else' | 'itself';

/**
 * What a cause does. - all: ends all of the account's. - elsewhere: those of other sessions. - own: those of the session.
 * - kept: nothing, for the reason beside it.
 */
export type Effect = 'all' | 'elsewhere' | 'own' | 'kept';

export interface Staged {
  readonly bound: Bound;
  /** How long it lives at most, in milliseconds; null where a hold or case says so. */
  readonly livesMsMax: number | null;
  /** The operation whose alert tells of its making; null where nothing of the account is staged by it. */
  readonly told: Operation | null;
  readonly effects: Readonly<Record<Cause, Effect>>;
}

const effects = (all: Effect, change: Partial<Record<Cause, Effect>>): Staged['effects'] => ({
  enrolment: all,
  disown: all,
  lock: all,
  recovery: all,
  'taking-back': all,
  leaving: all,
  'credential-change': all,
  'address-change': all,
  'session-end': all,
  ...change,
});

/** Made in a session: it ends with it, and with every change that another session makes. */
const ofSession = (livesMsMax: number, told: Operation | null): Staged => ({
  bound: 'session',
  livesMsMax,
  told,
  effects: effects('all', { 'credential-change': 'elsewhere', 'address-change': 'elsewhere', 'session-end': 'own' }),
});

/** Made in a browser that is not signed in. */
const ofBrowser = (livesMsMax: number, change: Partial<Record<Cause, Effect>> = {}): Staged => ({
  bound: 'browser',
  livesMsMax,
  told: null,
  effects: effects('all', { 'session-end': 'kept', ...change }),
});

/** Before there is an account, nothing that happens to one ends it. */
const beforeAccount = (livesMsMax: number | null): Staged => ({
  bound: 'itself',
  livesMsMax,
  told: null,
  effects: effects('kept', {}),
});

/** Whether it is stopped is decided where its hold is (domain/hold/decide-stop.ts); it goes with it. */
const ofHold = (bound: 'hold' | 'case', told: Operation): Staged => ({
  bound,
  livesMsMax: null,
  told,
  effects: effects('kept', {}),
});

/** Sealed into what the browser holds, and good with its session alone: without it there is nothing to end. */
const withItsSession = (livesMsMax: number, told: Operation | null): Staged => ({
  bound: 'session',
  livesMsMax,
  told,
  effects: effects('kept', {}),
});

export const STAGED = {
  'flow sign-up': beforeAccount(STAGED_MS),
  // The set-up link waits for the operator until it is used; the platform has no account before.
  'flow setup': beforeAccount(null),
  'flow sign-in': ofBrowser(10 * MINUTE_MS),
  // Whoever has one of two keys could change something again and again, and keep the holder of the other from the way back.
  'flow recovery-link': ofBrowser(30 * MINUTE_MS, { 'credential-change': 'kept' }),
  // Whoever took the account over has its keys, and could end this again and again until the 72 hours are over.
  'flow take-back': ofBrowser(30 * MINUTE_MS, {
    disown: 'kept',
    lock: 'kept',
    'credential-change': 'kept',
    'address-change': 'kept',
  }),
  'flow email': ofSession(10 * MINUTE_MS, 'email.change'),
  'flow totp': ofSession(15 * MINUTE_MS, 'totp.begin'),
  enrolment: ofSession(STAGED_MS, 'enrolment.begin'),
  'staged recovery keys': ofSession(STAGED_MS, 'recovery-key.make'),
  'second proof': ofSession(5 * MINUTE_MS, null),
  'held recovery keys': ofHold('hold', 'recovery-key.replace'),
  'held second factor': ofHold('hold', 'recovery-link.replace-totp'),
  'keys of a case': ofHold('case', 'recovery.add-key'),
  challenge: withItsSession(5 * MINUTE_MS, null),
  'export ticket': withItsSession(15 * MINUTE_MS, 'activity.export'),
  'data ticket': withItsSession(15 * MINUTE_MS, 'data.export'),
  'contact invitation': {
    bound: 'somebody-else',
    livesMsMax: INVITATION_MS,
    told: 'contact.invite',
    effects: effects('all', { 'credential-change': 'kept', 'address-change': 'kept', 'session-end': 'kept' }),
  },
} as const satisfies Readonly<Record<string, Staged>> & Readonly<Record<`flow ${FlowKind}`, Staged>>;

export type StagedKind = keyof typeof STAGED;
export const STAGED_KINDS = Object.keys(STAGED) as readonly StagedKind[];

export const effectOn = (kind: StagedKind, cause: Cause): Effect => STAGED[kind].effects[cause];

/** What each operation of a session is the cause of, where it is one. */
const CAUSE_OF: Readonly<Partial<Record<Operation, Cause>>> = {
  'enrolment.commit': 'enrolment',
  'password.set': 'credential-change',
  'password.remove': 'credential-change',
  'totp.confirm': 'credential-change',
  'totp.remove': 'credential-change',
  'backup-code.make': 'credential-change',
  'credential.add': 'credential-change',
  'credential.suspend': 'credential-change',
  'credential.bring-back': 'credential-change',
  'credential.confirm': 'credential-change',
  'credential.remove': 'credential-change',
  'recovery-key.replace': 'credential-change',
  'email.decide': 'address-change',
};
export const causeOf = (operation: Operation): Cause | null => CAUSE_OF[operation] ?? null;

/** And each slow change, when it is made. Null: it touches nothing that opens the account or brings it back. */
const CAUSE_OF_SLOW: Readonly<Record<SlowKind, Cause | null>> = {
  'credential.remove': 'credential-change',
  'recovery-key.replace': 'credential-change',
  'protection.leave': 'leaving',
  'protection.lower-floor': 'credential-change',
  'protection.raise-floor': 'credential-change',
  'email.change': 'address-change',
  'totp.replace': 'credential-change',
  'account.delete': null,
  'contact.remove': null,
  'contact.lower-needed': null,
  'channel.stop': null,
  'wait.shorten': null,
};
export const causeOfSlow = (kind: SlowKind): Cause | null => CAUSE_OF_SLOW[kind];
