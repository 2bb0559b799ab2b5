import { expect, it } from 'vitest';
import { isProtected, TIERS } from './tier.ts';

it('Every tier but the standard one is protected, and the tiers stand weakest first', () => {
  expect(TIERS.map((tier) => [tier, isProtected(tier)])).toEqual([
    ['standard', false],
    ['advanced', true],
    ['hardware', true],
  ]);
});
