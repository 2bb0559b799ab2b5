// The time since the account was made, cut where what is written began or ceased to be excluded from training.
import type { Answer } from '@holdfast/contract';

export interface Span {
  readonly from: number;
  /** Null: it goes on. */
  readonly until: number | null;
  readonly excluded: boolean;
}

/** The oldest first, without a gap; neighbours differ. */
export function spans({
  accountSince,
  intervals,
}: Pick<Answer<'training.read'>, 'accountSince' | 'intervals'>): Span[] {
  const cuts = new Set([accountSince]);
  for (const { from, until } of intervals) {
    cuts.add(from);
    if (until !== null) cuts.add(until);
  }
  const ordered = [...cuts].filter((at) => at >= accountSince).sort((a, b) => a - b);
  const found: Span[] = [];
  for (const [index, from] of ordered.entries()) {
    const excluded = intervals.some(
      (interval) => interval.from <= from && (interval.until ?? Number.POSITIVE_INFINITY) > from,
    );
    const until = ordered[index + 1] ?? null;
    const last = found.at(-1);
    if (last && last.excluded === excluded) found[found.length - 1] = { ...last, until };
    else found.push({ from, until, excluded });
  }
  return found;
}
