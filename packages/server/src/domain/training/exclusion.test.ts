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

  it('before the mode and after it is included again once the mode is left; what was made meanwhile stays excluded', () => {
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
    expect(isExcluded([protectedFrom(500)], 1000, 300)).toBe(false);
  });

  const moment = fc.integer({ min: 0, max: 50 });
  const exclusion = fc
    .tuple(moment, fc.option(fc.integer({ min: 1, max: 30 })))
    .map(([from, length]) => protectedFrom(from, length === null ? null : from + length));
  const exclusions = fc.array(exclusion, { maxLength: 5 });

  it('is excluded now exactly where there is a moment since which it is, and at every moment since', () => {
    fc.assert(
      fc.property(exclusions, moment, (all, now) => {
        const since = excludedSince(all, now);
        expect(since !== null).toBe(isExcluded(all, now, now));
        if (since === null) return;
        for (let at = since; at <= now; at++) expect(isExcluded(all, at, at)).toBe(true);
        if (since > 0) expect(isExcluded(all, since - 1, since - 1)).toBe(false);
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
