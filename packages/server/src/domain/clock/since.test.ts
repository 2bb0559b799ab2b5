import { expect, it } from 'vitest';
import { APART_MS_MAX } from './moved.ts';
import { isSince } from './since.ts';

it('A change is after a proof if it came later, and not by a clock that was ahead', () => {
  const [provedAt, now] = [100, 200];
  const latest = now + APART_MS_MAX;
  expect([99, 100, 101, latest, latest + 1].map((at) => isSince(at, provedAt, now))).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
});
