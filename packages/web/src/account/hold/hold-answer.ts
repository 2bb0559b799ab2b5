// A change that waits, as the server tells of it: how far it has come, and what of many has still to happen.
import type { Account } from '../account-answer.ts';

export type Hold = Account['holds'][number];
export type SlowKind = Exclude<Hold['kind'], 'recovery'>;
/** One that is no recovery: it changes the account when it is finished. */
export type Change = Hold & { readonly kind: SlowKind };

/**
 * - waits: somebody has to finish it, once its wait is over. - ready: now. - by-itself: it happens at its time.
 * - due: its time is over, and it is about to happen.
 */
export type Phase = 'waits' | 'ready' | 'by-itself' | 'due';

export function phaseOf({ state, secondTouch, settlesAt }: Pick<Hold, 'state' | 'secondTouch' | 'settlesAt'>): Phase {
  if (secondTouch === null) return state === 'ripe' ? 'due' : 'by-itself';
  return state === 'ripe' && settlesAt === null ? 'ready' : 'waits';
}

type Touch = NonNullable<Hold['secondTouch']>;
/**
 * Who finishes it, as far as sentences differ. - any: any proof, anew. - other: another key alone. - later: another key, and the
 * one that began it from a time on. - too: both by now. - alone, alone-now: the one that began it alone. - nobody.
 */
export type Finisher = 'any' | 'other' | 'later' | 'too' | 'alone' | 'alone-now' | 'nobody';

export function finisherOf({ by, keys, beginnerFrom, beginnerMay }: Omit<Touch, 'factors'>): Finisher {
  if (by === 'any-proof') return 'any';
  if (keys.length > 0) return beginnerMay ? 'too' : beginnerFrom === null ? 'other' : 'later';
  return beginnerMay ? 'alone-now' : beginnerFrom === null ? 'nobody' : 'alone';
}

export const isChange = (hold: Hold): hold is Change => hold.kind !== 'recovery';

/** Something that has not happened yet, and can be stopped. */
export const isOpen = ({ state }: Pick<Hold, 'state'>): boolean => state === 'waiting' || state === 'ripe';

/** The recoveries that are under way: each recovery key has a case of its own. */
export const openRecoveries = (holds: readonly Hold[]): readonly Hold[] =>
  holds.filter((hold) => hold.kind === 'recovery' && isOpen(hold));
