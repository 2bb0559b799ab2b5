import { describe, expect, it } from 'vitest';
import { CLAIM_MS } from '../hold/hold.ts';
import { claimEndsAt, type Gap, grownBy, trueGaps } from './claim-window.ts';

const DAY = 24 * 60 * 60 * 1000;
const READY = Date.UTC(2026, 5, 1, 12);
const END = READY + 14 * DAY;
const day = (days: number): number => READY + days * DAY;
const gap = (from: number, until: number | null): Gap => ({
  from: day(from),
  until: until === null ? null : day(until),
});
/** By how many days it grows. */
const growth = (gaps: readonly Gap[], now = day(100)): number => (grownBy(READY, END, gaps, now) - END) / DAY;

describe('a claim window', () => {
  it.each<[string, readonly Gap[], number]>([
    ['no gap', [], 0],
    ['a gap before it opened', [gap(-5, -1)], 0],
    ['a gap in it', [gap(2, 5)], 3],
    ['the part of a gap that is in it', [gap(-2, 3)], 3],
    ['a gap that began in it and outlasted it', [gap(10, 20)], 10],
    ['a gap after its end', [gap(14, 20)], 0],
    ['a second gap that is in what the first added', [gap(2, 5), gap(16, 17)], 4],
    ['two gaps that overlap, counted once', [gap(2, 5), gap(4, 7)], 5],
  ])('grows by %s', (_what, gaps, days) => {
    expect(growth(gaps)).toBe(days);
  });

  it('goes on growing while the clock is in doubt, so that it never closes in it', () => {
    for (const now of [3, 13, 40]) expect(growth([gap(2, null)], day(now))).toBe(now - 2);
  });

  it('is that of a ready hold', () => {
    const hold = { ripensAt: READY };
    expect(claimEndsAt(hold, [], day(1))).toBe(READY + CLAIM_MS);
    expect(claimEndsAt(hold, [gap(2, 5)], day(9))).toBe(READY + CLAIM_MS + 3 * DAY);
  });
});

describe('a clock that was put back', () => {
  // 15 days ahead on day 1, believed a day later, put right on day 2 by the true time, and believed on day 3.
  const gaps = [gap(1, 17), gap(2, 3)];

  it('takes back what it had shown', () => {
    expect(trueGaps(gaps, day(5))).toEqual([
      { from: day(1), until: day(2) },
      { from: day(2), until: day(3) },
    ]);
    expect(growth(gaps, day(5))).toBe(2);
  });

  it('has no gap that is still to come', () => {
    expect(trueGaps([gap(1, 17)], day(4))).toEqual([{ from: day(1), until: day(4) }]);
    expect(trueGaps([gap(10, 17)], day(4))).toEqual([]);
  });
});
