import { describe, expect, it } from 'vitest';
import { CLOCK_FAULTS } from '../../domain/clock/moved.ts';
import { sayMoved } from './say-moved.ts';

describe('how a clock was moved', () => {
  it('is said in seconds, ahead or behind, and of what', () => {
    expect(sayMoved('stepped', 1_296_000_400)).toBe('1296000 s ahead of the time that a server has run');
    expect(sayMoved('nodes-apart', -61_000)).toBe('61 s behind another server’s clock');
  });

  it('is said of every fault', () => {
    for (const fault of CLOCK_FAULTS) expect(sayMoved(fault, 1000)).toMatch(/^1 s ahead of \S/);
  });
});
