// When a clock that was moved is believed again, and what may be swept by it (product.md §3, "Time").

import { APART_MS_MAX, type Moved } from './moved.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of observed running after the clock was moved: so long people have to see it. */
export const BELIEVED_AFTER_MS = DAY_MS;

/** So much of the time that nobody can account for is taken from the running that was counted. */
const PART_TAKEN = 1 / 4;

/**
 * How much of the running that was counted still counts when the clock moves again while it is in doubt. A server that is
 * off or paused for a part of each day has a clock that is ahead each time: if that took all, nothing would ever be finished
 * (docs/decisions/0020). A clock that went back, or is apart from another, was wrong: it takes all.
 * @returns milliseconds
 */
export function runningKept(countedMs: number, { why, gapMs }: Pick<Moved, 'why' | 'gapMs'>): number {
  const mayHaveBeenOff = (why === 'started-late' || why === 'stepped') && gapMs > 0;
  return mayHaveBeenOff ? Math.max(0, Math.round(countedMs - gapMs * PART_TAKEN)) : 0;
}

/** When a witness signed, by its own clock, and when its answer came, by this one. */
export interface WitnessTime {
  readonly signedAt: number;
  readonly cameAt: number;
}

/** A witness's time cannot be newer than its answer: a clock that is ahead finds none that agrees. */
export const agrees = ({ signedAt, cameAt }: WitnessTime): boolean => Math.abs(cameAt - signedAt) <= APART_MS_MAX;

export type Ground = 'running' | 'witnesses';

/** @param quorum how many have to agree; null where nobody is asked. @returns why the clock is believed, null while it is not */
export function decideBelief(observedMs: number, times: readonly WitnessTime[], quorum: number | null): Ground | null {
  if (quorum !== null && times.filter(agrees).length >= quorum) return 'witnesses';
  return observedMs >= BELIEVED_AFTER_MS ? 'running' : null;
}

/**
 * How long a spent thing is remembered beyond its time: longer than anything lives that is good once, so that a clock which
 * was put right finds it spent.
 */
const SPENT_KEPT_MS = 15 * DAY_MS;

export interface Sweepable {
  /** Whatever has run out before this is of no use; null where nothing may be swept. */
  readonly before: number | null;
  /** The same for what was spent. */
  readonly spentBefore: number | null;
}

/**
 * What was spent is forgotten only by a clock that has gone steadily for as long as it is remembered: then that much time
 * has truly passed since the last move, whatever the clock shows. Of what was counted before that move, less than what ends
 * a doubt is left.
 */
export function decideSweep(isBelieved: boolean, steadyMs: number, now: number): Sweepable {
  if (!isBelieved) return { before: null, spentBefore: null };
  return { before: now, spentBefore: steadyMs >= SPENT_KEPT_MS + BELIEVED_AFTER_MS ? now - SPENT_KEPT_MS : null };
}
