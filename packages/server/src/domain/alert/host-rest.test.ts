import { describe, expect, it } from 'vitest';
import { afterTimeout, isResting, type Waits } from './host-rest.ts';

const NOW = Date.UTC(2026, 5, 1);
const SECOND = 1000;

/** After so many attempts in a row that ran out of time, each as soon as the host no longer rests. */
function after(timeouts: number): { readonly waits: Waits; readonly at: number } {
  let [waits, at]: [Waits | null, number] = [null, NOW];
  for (let count = 0; count < timeouts; count++) {
    at = Math.max(at, waits?.restsUntil ?? 0);
    waits = afterTimeout(waits, at);
  }
  if (waits === null) throw new Error('at least one');
  return { waits, at };
}
const restOf = (timeouts: number): number => {
  const { waits, at } = after(timeouts);
  return (waits.restsUntil - at) / SECOND;
};

describe('a host whose attempts run out of time', () => {
  it('rests after three in a row, each time twice as long, ten minutes at most', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map(restOf)).toEqual([0, 0, 30, 60, 120, 240, 480, 600, 600, 600]);
  });

  it('has its rest to the end, and is then asked again', () => {
    const { waits } = after(3);
    expect(isResting(waits, waits.restsUntil - 1)).toBe(true);
    expect(isResting(waits, waits.restsUntil)).toBe(false);
  });

  it('rests no longer for attempts that were given a short time', () => {
    const { waits, at } = after(3);
    expect(afterTimeout(waits, at + 1)).toBe(waits);
  });
});
