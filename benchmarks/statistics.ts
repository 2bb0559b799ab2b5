// Figures of several rounds: their median and range, and ratios taken within each round.

import type { Figures } from './measure.ts';

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Figures of each round by contender; a contender that failed in a round is absent from it. */
export type Rounds = readonly Readonly<Record<string, Figures>>[];

function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  // Of an even number of rounds, the mean of the two in the middle.
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined || below === undefined || above === undefined) return null;
  return { median: (below + above) / 2, low, high };
}

/** `contender`, `scenario` and `figure` of a measured value. */
export type Address = readonly [contender: string, scenario: string, figure: string];

const at = (round: Rounds[number], [contender, scenario, figure]: Address): number | undefined =>
  round[contender]?.[scenario]?.[figure];

export const figure = (rounds: Rounds, address: Address): Spread | null =>
  spreadOf(rounds.flatMap((round) => at(round, address) ?? []));

/** Numerator over denominator of the same round: a slow minute of the machine hits both. */
export function ratio(rounds: Rounds, numerator: Address, denominator: Address): Spread | null {
  return spreadOf(
    rounds.flatMap((round) => {
      const [over, under] = [at(round, numerator), at(round, denominator)];
      return over === undefined || under === undefined || under === 0 ? [] : over / under;
    }),
  );
}
