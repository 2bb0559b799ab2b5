import { expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { FORMER_KEPT_MS, liftsFreeze, wasHadBefore } from './former-factor.ts';
import { FORMER_FACTOR_MS, SETTLING_MS } from './settling.ts';

const DAY_MS = 86_400_000;

it('A factor was had before if its time touches the 14 days before protection, at either end', () => {
  const had = (fromAt: number, untilAt: number) => wasHadBefore({ fromAt, untilAt }, NOW);
  const start = NOW - FORMER_FACTOR_MS;
  expect(had(start - 1, start)).toBe(false);
  expect(had(start - 1, start + 1)).toBe(true);
  expect(had(NOW, NOW + 1)).toBe(true);
  expect(had(NOW + 1, NOW + 2)).toBe(false);
});

it('A factor lifts a freeze for fourteen days after it was replaced', () => {
  const lifts = (untilAt: number) => liftsFreeze({ fromAt: 0, untilAt }, 0, NOW);
  expect([lifts(NOW - FORMER_FACTOR_MS), lifts(NOW - FORMER_FACTOR_MS + 1), lifts(NOW)]).toEqual([false, true, true]);
});

it('A factor that was had for under fourteen days lifts no longer than what it had replaced', () => {
  const replacedAt = NOW - 10 * DAY_MS;
  const own = { fromAt: 0, untilAt: replacedAt };
  const thiefs = { fromAt: replacedAt, untilAt: NOW };
  for (const days of [0, 3, 4, 13]) {
    const at = NOW + days * DAY_MS;
    expect(liftsFreeze(thiefs, 0, at), `${days}`).toBe(liftsFreeze(own, 0, at));
    // With what an account began there was nothing before it; and fourteen days make anything its own.
    expect(liftsFreeze(thiefs, replacedAt, at)).toBe(true);
    expect(liftsFreeze({ ...thiefs, fromAt: NOW - FORMER_FACTOR_MS }, 0, at)).toBe(true);
  }
});

it('A factor is kept as long as anything could still come of it', () => {
  expect(FORMER_KEPT_MS).toBe(FORMER_FACTOR_MS + SETTLING_MS);
});
