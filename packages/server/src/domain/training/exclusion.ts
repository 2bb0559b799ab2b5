// When what an account wrote is excluded from training: while it was protected, and while its holder had opted out.
//
// An answer looks at two moments: when the content was made, and now. Excluded at either is excluded (product.md §8), so
// that turning protection on covers what was written before, and leaving it does not give away what was written meanwhile.

export const EXCLUSION_REASONS = ['protection', 'opt-out'] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** From `from` up to, and without, `until`. Null: it goes on. */
export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly from: number;
  readonly until: number | null;
}

/**
 * Did it stand at that moment? One that ended before it began was begun or ended while the clock was wrong: which moments
 * it stood for is uncertain, and none of those in question is given away.
 */
function covers({ from, until }: Exclusion, at: number): boolean {
  if (until === null) return from <= at;
  return Math.min(from, until) <= at && at < Math.max(from, until);
}

/** One that goes on stands now, even where it began at a moment that a clock put right has yet to reach. */
const standsNow = (exclusion: Exclusion, now: number): boolean => exclusion.until === null || covers(exclusion, now);

/** Is content of `madeAt` excluded, for whoever asks at `now`? */
export const isExcluded = (exclusions: readonly Exclusion[], madeAt: number, now: number): boolean =>
  exclusions.some((exclusion) => standsNow(exclusion, now) || covers(exclusion, madeAt));

/** Since when without a break, or null where it is not excluded now. */
export function excludedSince(exclusions: readonly Exclusion[], now: number): number | null {
  let since: number | null = exclusions.some((exclusion) => standsNow(exclusion, now)) ? now : null;
  for (let moved = since !== null; moved; ) {
    moved = false;
    for (const { from, until } of exclusions) {
      if (since !== null && from < since && (until === null || until >= since)) {
        since = from;
        moved = true;
      }
    }
  }
  return since;
}
