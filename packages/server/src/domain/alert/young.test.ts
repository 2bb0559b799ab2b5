import { expect, it } from 'vitest';
import { isYoung, YOUNG_MS } from './young.ts';

const NOW = 1_700_000_000_000;

it('What was added is young for fourteen days, to the millisecond, and where its time is ahead', () => {
  expect(YOUNG_MS).toBe(14 * 24 * 3_600_000);
  const young = [NOW - YOUNG_MS, NOW - YOUNG_MS + 1, NOW, NOW + 2 * YOUNG_MS].map((at) => isYoung(at, NOW));
  expect(young).toEqual([false, true, true, true]);
});
