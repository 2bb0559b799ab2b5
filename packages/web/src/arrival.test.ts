import { describe, expect, it } from 'vitest';
import { type Arrival, readArrival } from './arrival.ts';

describe('a word from sign-in', () => {
  it('is read back as it was left', () => {
    expect(readArrival({ arrival: 'recovery-stopped' } satisfies Arrival)).toBe('recovery-stopped');
  });

  it('is none where something else left its own', () => {
    for (const left of [null, undefined, 7, 'recovery-stopped', {}, { arrival: 'a prize' }, { notice: 'left' }]) {
      expect(readArrival(left)).toBe(null);
    }
  });
});
