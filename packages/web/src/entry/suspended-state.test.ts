import { describe, expect, it } from 'vitest';
import { readSuspended } from './suspended-state.ts';

describe('what is handed to the page of a suspended key', () => {
  it('A time is read as it is, and whatever else a history entry holds is no time', () => {
    expect(readSuspended({ comesBackAt: 1_795_000_000_000 })).toEqual({
      comesBackAt: 1_795_000_000_000,
      comesBackWith: null,
    });
    for (const state of [
      null,
      undefined,
      'x',
      7,
      [],
      {},
      { comesBackAt: null },
      { comesBackAt: '1' },
      { comesBackAt: -1 },
      { comesBackAt: 1.5 },
    ]) {
      expect(readSuspended(state)).toEqual({ comesBackAt: null, comesBackWith: null });
    }
  });

  it('Ways back are read as they are; where nobody said any, none is claimed to be missing', () => {
    const waysOf = (comesBackWith: unknown) => readSuspended({ comesBackAt: null, comesBackWith }).comesBackWith;
    expect(waysOf(['key', 7, 'pair'])).toEqual(['key', 'pair']);
    expect(waysOf([])).toEqual([]);
    for (const none of [undefined, null, 'key', 7, {}]) expect(waysOf(none)).toBeNull();
  });
});
