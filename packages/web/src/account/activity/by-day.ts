// Entries that fall on one day here, under that day.

interface Dated {
  readonly at: number;
}

/** Keeps the order: newest first in, newest day first out. */
export function byDay<Entry extends Dated>(
  entries: readonly Entry[],
  sameDay: (one: number, other: number) => boolean,
): readonly (readonly Entry[])[] {
  const days: Entry[][] = [];
  for (const entry of entries) {
    const day = days.at(-1);
    const first = day?.[0];
    if (day && first && sameDay(first.at, entry.at)) day.push(entry);
    else days.push([entry]);
  }
  return days;
}
