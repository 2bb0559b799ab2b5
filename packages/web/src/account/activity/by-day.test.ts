// Grouping of the activity by day.
import { expect, test } from 'vitest';
import { byDay } from './by-day.ts';

const sameTen = (one: number, other: number) => Math.floor(one / 10) === Math.floor(other / 10);

test('entries of one day stand together, in the order they came', () => {
  expect(byDay([{ at: 27 }, { at: 21 }, { at: 19 }, { at: 3 }], sameTen)).toEqual([
    [{ at: 27 }, { at: 21 }],
    [{ at: 19 }],
    [{ at: 3 }],
  ]);
});

test('no entries make no day', () => {
  expect(byDay([], sameTen)).toEqual([]);
});
