import { expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { FORMER_KEPT_MS, liftsFreeze, wasHadBefore } from './former-factor.ts';
import { FORMER_FACTOR_MS, SETTLING_MS } from './settling.ts';

it('A factor was had before if its time touches the fourteen days before protection, at either end', () => {
  const had = (fromAt: number, untilAt: number) => wasHadBefore({ fromAt, untilAt }, NOW);
  const start = NOW - FORMER_FACTOR_MS;
  expect(had(start - 1, start)).toBe(false);
  expect(had(start - 1, start + 1)).toBe(true);
  expect(had(NOW, NOW + 1)).toBe(true);
  expect(had(NOW + 1, NOW + 2)).toBe(false);
});

it('A factor lifts a freeze for fourteen days after it was replaced', () => {
  const lifts = (untilAt: number) => liftsFreeze({ untilAt }, NOW);
  expect([lifts(NOW - FORMER_FACTOR_MS), lifts(NOW - FORMER_FACTOR_MS + 1), lifts(NOW)]).toEqual([false, true, true]);
});

it('A factor is kept as long as anything could still come of it', () => {
  expect(FORMER_KEPT_MS).toBe(FORMER_FACTOR_MS + SETTLING_MS);
});
