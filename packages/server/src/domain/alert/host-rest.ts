// A host that lets everybody wait: after three attempts in a row that ran out of time it rests, and each time longer.
//
// While it rests it has one place and a short time to answer, and is never shut out: a stranger's attempts cannot keep
// a holder's from being made, and a receiver that answers ends the rest with its first answer. Between two rests it has
// the whole time again, so that one that is merely slow is heard.

const TIMEOUTS_MAX = 3;
const FIRST_REST_MS = 30_000;
const REST_MS_MAX = 10 * 60_000;

export interface Waits {
  /** Attempts in a row that ran out of time. */
  readonly timeouts: number;
  readonly restsUntil: number;
}

/** After one more attempt that ran out of time. One with a short time says nothing new. */
export function afterTimeout(waits: Waits | null, now: number): Waits {
  if (waits !== null && isResting(waits, now)) return waits;
  const timeouts = (waits?.timeouts ?? 0) + 1;
  const rest = timeouts < TIMEOUTS_MAX ? 0 : Math.min(REST_MS_MAX, FIRST_REST_MS * 2 ** (timeouts - TIMEOUTS_MAX));
  return { timeouts, restsUntil: now + rest };
}

export const isResting = (waits: Waits, now: number): boolean => now < waits.restsUntil;
