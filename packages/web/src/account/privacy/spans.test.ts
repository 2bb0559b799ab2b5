import { expect, it } from 'vitest';
import { spans } from './spans.ts';

const exclusion = (from: number, until: number | null, reason: 'protection' | 'opt-out' = 'protection') => ({
  reason,
  from,
  until,
});

it('An account that was never excluded has one span', () => {
  expect(spans({ accountSince: 10, intervals: [] })).toEqual([{ from: 10, until: null, excluded: false }]);
});

it('Spans are cut where exclusion begins and ends', () => {
  expect(spans({ accountSince: 10, intervals: [exclusion(20, 30), exclusion(50, null)] })).toEqual([
    { from: 10, until: 20, excluded: false },
    { from: 20, until: 30, excluded: true },
    { from: 30, until: 50, excluded: false },
    { from: 50, until: null, excluded: true },
  ]);
});

it('Reasons that overlap make one span', () => {
  expect(spans({ accountSince: 10, intervals: [exclusion(20, 30), exclusion(25, null, 'opt-out')] })).toEqual([
    { from: 10, until: 20, excluded: false },
    { from: 20, until: null, excluded: true },
  ]);
});

it('An account that was made protected has no span before', () => {
  expect(spans({ accountSince: 10, intervals: [exclusion(10, null)] })).toEqual([
    { from: 10, until: null, excluded: true },
  ]);
});
