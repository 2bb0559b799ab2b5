// Refused attempts on an account: ten a day are told one by one, and what comes beyond as one digest, a day after the first
// of them (product.md §6). Otherwise whoever fails on purpose buries the one alert that matters.
//
// Attempts from within a session of the account are counted apart from all others: no stranger's failures keep a holder
// from hearing at once that somebody inside is trying something. What was done is never counted here; it is always told.

export const TOLD_SINGLY_MAX = 10;
export const DIGEST_MS = 24 * 60 * 60 * 1000;

/** How many there were since the first, by who tried. */
export interface RefusalWindow {
  readonly from_at: number;
  /** In a session of the account. */
  readonly inside: number;
  readonly outside: number;
}

/** Is an attempt told by itself that is the `count`-th of its kind? */
export const isToldSingly = (count: number): boolean => count <= TOLD_SINGLY_MAX;

/** How many were not told by themselves. */
export const untold = ({ inside, outside }: RefusalWindow): number =>
  Math.max(0, inside - TOLD_SINGLY_MAX) + Math.max(0, outside - TOLD_SINGLY_MAX);

/** Windows are over that began at or before `before`, or after `now`: a clock that ran ahead keeps none open. */
export const windowsOver = (now: number): { readonly before: number; readonly after: number } => ({
  before: now - DIGEST_MS,
  after: now,
});
