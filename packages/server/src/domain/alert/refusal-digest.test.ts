import { expect, it } from 'vitest';
import { DIGEST_MS, isToldSingly, TOLD_SINGLY_MAX, untold, windowsOver } from './refusal-digest.ts';

it('ten refused attempts a day are told one by one, and the eleventh is not', () => {
  expect([1, TOLD_SINGLY_MAX, TOLD_SINGLY_MAX + 1].map(isToldSingly)).toEqual([true, true, false]);
  expect(TOLD_SINGLY_MAX).toBe(10);
});

it('a digest is of those that were not told, from within and from without each beyond its ten', () => {
  const window = (inside: number, outside: number) => untold({ from_at: 0, inside, outside });
  expect([window(0, 0), window(10, 10), window(11, 3), window(3, 312), window(12, 13)]).toEqual([0, 0, 1, 302, 5]);
});

it('a window ends a day after its first attempt, and at once if it began in the future', () => {
  const now = Date.UTC(2026, 5, 1);
  expect(windowsOver(now)).toEqual({ before: now - DIGEST_MS, after: now });
});
