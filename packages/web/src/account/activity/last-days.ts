// The days of the picture: the last ninety up to today, each with what happened on it.
import type { Answer } from '@holdfast/contract';

export const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

export type DayCount = Answer<'activity.days'>['days'][number];

/** Days are names of a calendar here, not moments: counted in UTC, where each has 24 hours. */
const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** Oldest first; a day without anything has only noughts. */
export function lastDays(today: string, counted: readonly DayCount[]): readonly DayCount[] {
  const known = new Map(counted.map((day) => [day.day, day]));
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(noonOf(today) - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, signIns: 0, refused: 0, changes: 0 };
  });
}

/** A bar's height, of 1: what happened is always seen, and a single day of very many leaves room for the others. */
export const heightOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(0.14, Math.sqrt(count / Math.max(most, 4)));
