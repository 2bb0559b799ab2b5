// Whether a clock was moved: against time that only grows, against the newest thing on record, against other clocks
// (product.md §3, "Time").

/** One look at a clock, and at time that only grows while the process runs. Milliseconds. */
export interface Reading {
  /** Since 1970. */
  readonly wall: number;
  /** Since some moment of this process's own. */
  readonly monotonic: number;
}

export const CLOCK_FAULTS = ['stepped', 'started-before', 'started-late', 'nodes-apart', 'database-apart'] as const;
export type ClockFault = (typeof CLOCK_FAULTS)[number];

export interface Moved {
  readonly why: ClockFault;
  /** How far the clock is ahead of what it was held against; negative where it is behind. */
  readonly gapMs: number;
  /** What it showed then. */
  readonly at: number;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** So far may two clocks be apart. */
export const APART_MS_MAX = MINUTE_MS;
/** So long after the newest thing on record may a server start. */
const SILENCE_MS_MAX = HOUR_MS;

/** Has the wall clock gone another way than time has since `anchor`? A time service that only slews it stays within this. */
export function judgeStep(anchor: Reading, now: Reading): Moved | null {
  const gapMs = Math.round(now.wall - anchor.wall - (now.monotonic - anchor.monotonic));
  return Math.abs(gapMs) > APART_MS_MAX ? { why: 'stepped', gapMs, at: now.wall } : null;
}

/** What is held against an anchor adds up: a slewed clock is held against a new one each day. */
export const isAnchorOld = (anchor: Reading, now: Reading): boolean => now.monotonic - anchor.monotonic >= DAY_MS;

/** @param newest the newest thing on record; null where nothing is, and so nothing can be wrong */
export function judgeStart(now: number, newest: number | null): Moved | null {
  if (newest === null) return null;
  const gapMs = now - newest;
  if (gapMs < -APART_MS_MAX) return { why: 'started-before', gapMs, at: now };
  return gapMs > SILENCE_MS_MAX ? { why: 'started-late', gapMs, at: now } : null;
}

/**
 * @param other what another clock showed at some moment between `from` and `until` of this one
 */
export function judgeApart(
  why: 'nodes-apart' | 'database-apart',
  { from, until }: { readonly from: number; readonly until: number },
  other: number,
): Moved | null {
  if (other > until + APART_MS_MAX) return { why, gapMs: until - other, at: until };
  return other < from - APART_MS_MAX ? { why, gapMs: from - other, at: until } : null;
}

/** The last moment of which nothing says that it was not so: from then on the clock is in doubt. */
export const doubtedFrom = ({ gapMs, at }: Moved): number => at - Math.max(0, gapMs);
