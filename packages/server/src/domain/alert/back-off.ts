// When a delivery that failed is tried again, and when it is given up.

const FIRST_RETRY_MS = 5_000;
const RETRY_MS_MAX = 60 * 60 * 1000;
/** With doubling up to an hour: about a day and a half of trying. */
const ATTEMPTS_MAX = 45;
/** How much later than its time a retry may come. */
const SPREAD = 0.2;

/**
 * How long after its `attempts`-th failure a delivery is tried again: twice as long each time, up to an hour, and up to a
 * fifth later by `chance` (0 up to 1), so that what failed together does not come back together.
 */
export const retryDelayMs = (attempts: number, chance: number): number =>
  Math.round(Math.min(RETRY_MS_MAX, FIRST_RETRY_MS * 2 ** (attempts - 1)) * (1 + SPREAD * chance));

/** How far from now a retry, or the lease of one on its way, can be at most: what is later was set by a clock that ran ahead. */
export const RETRY_LATEST_MS = RETRY_MS_MAX * (1 + SPREAD);

export interface Failure {
  readonly attempts: number;
  readonly at: number;
  readonly chance: number;
  /** The other end asked not to be tried before; null where it asked for nothing. */
  readonly notBefore: number | null;
}

/** An other end may put us off for an hour and no longer: nobody but its owner turns a channel off. */
export function decideRetry({ attempts, at, chance, notBefore }: Failure): { nextAt: number } | { deadAt: number } {
  if (attempts >= ATTEMPTS_MAX) return { deadAt: at };
  const nextAt = at + retryDelayMs(attempts, chance);
  return { nextAt: Math.max(nextAt, Math.min(notBefore ?? 0, at + RETRY_MS_MAX)) };
}

const SECONDS = /^\d{1,10}$/;
/** All three forms begin with the day (RFC 9110 §5.6.7). */
const DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/** The time that a Retry-After header (RFC 9110 §10.2.3: seconds, or an HTTP date) asks to be waited for; else null. */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (SECONDS.test(text)) return now + Number(text) * 1000;
  const at = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
