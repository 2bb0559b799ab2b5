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

const covers = ({ from, until }: Exclusion, at: number): boolean => from <= at && (until === null || at < until);

/** Is content of `madeAt` excluded, for whoever asks at `now`? Content of the future is judged as of now. */
export const isExcluded = (exclusions: readonly Exclusion[], madeAt: number, now: number): boolean =>
  exclusions.some((exclusion) => covers(exclusion, now) || covers(exclusion, Math.min(madeAt, now)));

/** Since when without a break, or null where it is not excluded now. */
export function excludedSince(exclusions: readonly Exclusion[], now: number): number | null {
  let since: number | null = exclusions.some((exclusion) => covers(exclusion, now)) ? now : null;
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
