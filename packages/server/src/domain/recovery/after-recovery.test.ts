import { describe, expect, it } from 'vitest';
import { mayBeKept, wasYoung } from './after-recovery.ts';

const DAY = 24 * 60 * 60 * 1000;
const CASE = { startedAt: 1000 * DAY };

describe('a channel, or a contact', () => {
  it.each([
    ['of before the case began', CASE.startedAt - 1, true],
    ['of that very moment', CASE.startedAt, false],
    ['of later', CASE.startedAt + 1, false],
    ['that was only invited', null, false],
  ] as const)('%s may be kept: %s', (_what, since, expected) => {
    expect(mayBeKept(since, CASE)).toBe(expected);
  });

  it('is suggested where it was there for 14 days when the case began, to the millisecond', () => {
    expect(wasYoung(CASE.startedAt - 14 * DAY, CASE)).toBe(false);
    expect(wasYoung(CASE.startedAt - 14 * DAY + 1, CASE)).toBe(true);
  });
});
