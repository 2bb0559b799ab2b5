// How the time to claim something grows by the time in which nobody could (product.md §3, "Time").

import { CLAIM_MS, type Hold } from '../hold/hold.ts';

/** Time that the clock showed and that is not believed, oldest first. */
export interface Gap {
  readonly from: number;
  /** When the clock was believed again; null while it is not. */
  readonly until: number | null;
}

/**
 * What a gap says once a later one is known: a clock that was put back takes back what it had shown.
 * @returns them without what the clock has still to come to
 */
export function trueGaps(gaps: readonly Gap[], now: number): { readonly from: number; readonly until: number }[] {
  return gaps.flatMap(({ from, until }, index) => {
    const later = gaps.slice(index + 1).map((gap) => gap.from);
    const end = Math.min(until ?? now, now, ...later);
    return end > from ? [{ from, until: end }] : [];
  });
}

/** Until when something can be claimed that could be from `readyAt` on, and without any gap until `endsAt`. */
export function grownBy(readyAt: number, endsAt: number, gaps: readonly Gap[], now: number): number {
  let end = endsAt;
  let counted = readyAt;
  for (const gap of trueGaps(gaps, now).sort((a, b) => a.from - b.from)) {
    const from = Math.max(gap.from, counted);
    if (from >= end) break;
    // What two gaps share is counted once.
    end += Math.max(0, gap.until - from);
    counted = Math.max(counted, gap.until);
  }
  return end;
}

/** Until when a ready hold can be claimed, all gaps counted. */
export const claimEndsAt = ({ ripensAt }: Pick<Hold, 'ripensAt'>, gaps: readonly Gap[], now: number): number =>
  grownBy(ripensAt, ripensAt + CLAIM_MS, gaps, now);
