import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exclusion, excludedSince, isExcluded } from './exclusion.ts';

const protectedFrom = (from: number, until: number | null = null): Exclusion => ({ reason: 'protection', from, until });
const optedOut = (from: number, until: number | null = null): Exclusion => ({ reason: 'opt-out', from, until });

describe('what an account wrote', () => {
  it('is included where it was never excluded', () => {
    expect(isExcluded([], 5, 10)).toBe(false);
  });

  it('is excluded, whenever it was made, while the account is excluded now', () => {
    for (const madeAt of [0, 99, 100, 150]) expect(isExcluded([protectedFrom(100)], madeAt, 150)).toBe(true);
  });

  it('before and after the mode is included once the mode is left; what was made in it is not', () => {
    const left = [protectedFrom(100, 200)];
    const asked = [0, 99, 100, 199, 200, 250].map((madeAt) => isExcluded(left, madeAt, 300));
    expect(asked).toEqual([false, false, true, true, false, false]);
  });

  it('stays excluded after the mode is left where its holder had opted out too', () => {
    expect(isExcluded([protectedFrom(100, 200), optedOut(150)], 50, 300)).toBe(true);
  });

  it('at a time that has not come yet is judged as of now', () => {
    expect(isExcluded([protectedFrom(100, 200)], 1000, 150)).toBe(true);
    expect(isExcluded([protectedFrom(100, 200)], 1000, 300)).toBe(false);
  });

  it('stays excluded while an exclusion lasts, and as long as one lasted, whatever the clock did', () => {
    // Begun while the clock was ahead: it is in force all the same.
    expect(isExcluded([optedOut(500)], 200, 300)).toBe(true);
    expect(excludedSince([optedOut(500)], 300)).toBe(300);
    // And ended after the clock was put right: which moments it stood for is uncertain, and none of them is given away.
    expect([299, 300, 499, 500].map((madeAt) => isExcluded([optedOut(500, 300)], madeAt, 1000))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    // What was made while it was excluded stays so while the clock is behind.
    expect(isExcluded([optedOut(500, 700)], 600, 300)).toBe(true);
  });

  const moment = fc.integer({ min: 0, max: 50 });
  const exclusion = fc
    .tuple(moment, fc.option(fc.integer({ min: 1, max: 30 })))
    .map(([from, length]) => protectedFrom(from, length === null ? null : from + length));
  const exclusions = fc.array(exclusion, { maxLength: 5 });
  const stoodAt = (all: readonly Exclusion[], at: number): boolean =>
    all.some(({ from, until }) => from <= at && (until === null || at < until));

  it('is excluded now only where there is a moment since which it is, and at each moment since', () => {
    fc.assert(
      fc.property(exclusions, moment, (all, now) => {
        const since = excludedSince(all, now);
        expect(since !== null).toBe(isExcluded(all, now, now));
        const begun = all.filter(({ from }) => from <= now);
        if (since === null || begun.length < all.length) return;
        for (let at = since; at <= now; at++) expect(stoodAt(all, at)).toBe(true);
        if (since > 0) expect(stoodAt(all, since - 1)).toBe(false);
      }),
    );
  });

  it('is never included by one more reason to exclude it', () => {
    fc.assert(
      fc.property(exclusions, exclusion, moment, moment, (all, more, madeAt, now) => {
        if (isExcluded(all, madeAt, now)) expect(isExcluded([...all, more], madeAt, now)).toBe(true);
      }),
    );
  });
});
