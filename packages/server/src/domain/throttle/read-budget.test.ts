import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullBudget, isFull, READ_BUDGET, READ_COSTS, refill, takeTokens } from './read-budget.ts';

const NOW = 1_700_000_000_000;
const costs = fc.constantFrom(...Object.values(READ_COSTS));
const asks = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 20_000 }), cost: costs }), { maxLength: 300 });

describe('the budget of costly reads', () => {
  it('Nobody takes more than a full budget and what came back since', () => {
    fc.assert(
      fc.property(asks, (steps) => {
        let budget = fullBudget(NOW);
        let now = NOW;
        let taken = 0;
        for (const { gap, cost } of steps) {
          now += gap;
          const outcome = takeTokens(budget, cost, now);
          budget = outcome.budget;
          if (outcome.waitSeconds === 0) taken += cost;
          expect(budget.tokens).toBeGreaterThanOrEqual(0);
        }
        const back = ((now - NOW) * READ_BUDGET.tokensPerMinute) / 60_000;
        expect(taken).toBeLessThanOrEqual(READ_BUDGET.tokensMax + back + 1e-6);
      }),
    );
  });

  it('Waiting as long as told is enough, and asking meanwhile costs nothing', () => {
    fc.assert(
      fc.property(costs, fc.integer({ min: 0, max: 9 }), (cost, tokens) => {
        const poor = { tokens, at: NOW };
        const { budget, waitSeconds } = takeTokens(poor, cost, NOW);
        if (waitSeconds === 0) return;
        expect(budget).toEqual(poor);
        expect(takeTokens(budget, cost, NOW + waitSeconds * 1000).waitSeconds).toBe(0);
      }),
    );
  });

  it('A clock that is put back gives nothing', () => {
    expect(refill({ tokens: 5, at: NOW }, NOW - 60_000).tokens).toBe(5);
    expect(isFull({ tokens: 5, at: NOW }, NOW + 60_000)).toBe(false);
    expect(isFull({ tokens: 5, at: NOW }, NOW + 3 * 60_000)).toBe(true);
  });

  it('Every read can be paid for out of a full budget many times over', () => {
    for (const cost of Object.values(READ_COSTS)) {
      expect(cost).toBeGreaterThan(0);
      expect(READ_BUDGET.tokensMax / cost).toBeGreaterThanOrEqual(20);
    }
  });
});
