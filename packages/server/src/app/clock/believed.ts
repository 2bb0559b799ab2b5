// Is the clock believed? Asked before anything that cannot be taken back, and before one-time things are swept (product.md §3).

import { doubtedFrom, judgeStart } from '../../domain/clock/moved.ts';
import { findClockState, findNewestMoment, isClockDoubted } from '../../storage/clock.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';

/** False from the moment at which this process, or any server on the same database, sees that a clock was moved. */
export const clockIsBelieved = async ({ clock }: Pick<Deps, 'clock'>, tx: Tx): Promise<boolean> =>
  clock.moved === null && !(await isClockDoubted(tx));

/** Since when the clock is in doubt, by what this process saw and what is on record; null where it is believed. */
export async function doubtedSince({ clock }: Pick<Deps, 'clock'>, tx: Tx): Promise<number | null> {
  const { doubted_from: recorded } = await findClockState(tx);
  const seen = clock.moved && doubtedFrom(clock.moved);
  if (recorded === null || seen === null) return recorded ?? seen;
  return Math.min(recorded, seen);
}

/** `now`, or since when the clock is in doubt, if that is earlier: nothing is over by a clock that is ahead (product.md §3). */
export async function lastBelieved(deps: Pick<Deps, 'clock'>, tx: Tx, now: number): Promise<number> {
  return Math.min(now, (await doubtedSince(deps, tx)) ?? now);
}

/** `now` where the clock is believed; null where it is not, and nothing may be judged by its age. */
export const believedTime = async (deps: Pick<Deps, 'clock'>, tx: Tx, now: number): Promise<number | null> =>
  (await clockIsBelieved(deps, tx)) ? now : null;

/** The same for a program that only looks in: it has not seen its clock go, so it is held against what is on record. */
export const startIsBelieved = async ({ clock }: Pick<Deps, 'clock'>, tx: Tx): Promise<boolean> =>
  (await clockIsBelieved({ clock }, tx)) && judgeStart(clock.now(), await findNewestMoment(tx)) === null;
