// How much of a recovery key that is being typed back fits one of the slips just shown. Judged here, letter by letter;
// whether it proves the key is the server's to say.

const GROUP_LENGTH = 4;
const KEY_LENGTH = 28;

/** What the server reads too: capitals, spaces and dashes do not matter; i and l read as 1, o as 0. */
const canonical = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');

/** Whether as much was typed as a recovery key has: seven groups of four. */
export const isWhole = (typed: string): boolean => canonical(typed).length === KEY_LENGTH;

const groupsOf = (text: string): readonly string[] => canonical(text).match(/.{1,4}/g) ?? [];

export interface ReadBack {
  /** Whole groups, from the first on, that are as on the slip. */
  readonly right: number;
  /** The first group that cannot be as on the slip, counted from 1; null while all fits. */
  readonly wrong: number | null;
}

function against(typed: readonly string[], slip: readonly string[]): ReadBack {
  let right = 0;
  let wrong: number | null = null;
  for (const [position, group] of typed.entries()) {
    const wanted = slip[position];
    const whole = group.length === GROUP_LENGTH;
    if (group === wanted) right++;
    // A group still being typed is wrong only once it has left the slip's letters.
    else if (wanted === undefined || whole || !wanted.startsWith(group)) wrong ??= position + 1;
  }
  return { right, wrong };
}

/** Against the slip that fits better. `slips` as shown: `7K2Q 9DXM …`. */
export function readBack(typed: string, slips: readonly string[]): ReadBack {
  const groups = groupsOf(typed);
  const readings = slips.map((slip) => against(groups, groupsOf(slip)));
  const better = (one: ReadBack, other: ReadBack) =>
    other.right - one.right || (other.wrong ?? Infinity) - (one.wrong ?? Infinity);
  return readings.toSorted(better)[0] ?? { right: 0, wrong: null };
}
