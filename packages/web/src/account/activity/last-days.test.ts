// The days of the picture.
import { expect, test } from 'vitest';
import { DAYS, heightOf, lastDays } from './last-days.ts';

test('ninety days end today, each once, over the change of the clocks and a leap day', () => {
  for (const today of ['2026-11-20', '2026-03-30', '2028-03-01']) {
    const days = lastDays(today, []).map(({ day }) => day);
    expect(days).toHaveLength(DAYS);
    expect(days.at(-1)).toBe(today);
    expect(new Set(days).size).toBe(DAYS);
  }
  expect(lastDays('2028-03-01', []).at(-2)?.day).toBe('2028-02-29');
});

test('a day has what was counted on it, and what is older is left out', () => {
  const counted = { day: '2026-11-19', signIns: 1, refused: 2, changes: 3 };
  const days = lastDays('2026-11-20', [{ ...counted, day: '2026-01-01' }, counted]);
  expect(days.filter(({ refused }) => refused > 0)).toEqual([counted]);
});

test('whatever happened is seen, more of it stands higher, and nothing stands above the rest', () => {
  expect(heightOf(0, 100)).toBe(0);
  expect(heightOf(1, 10_000)).toBeGreaterThan(0.1);
  expect(heightOf(50, 100)).toBeLessThan(heightOf(100, 100));
  expect([heightOf(100, 100), heightOf(1, 1)]).toEqual([1, 0.5]);
});
