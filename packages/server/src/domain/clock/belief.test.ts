import { describe, expect, it } from 'vitest';
import { agrees, decideBelief, decideSweep } from './belief.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const time = (offMs: number) => ({ cameAt: NOW + offMs, signedAt: NOW });

describe('a clock that was moved', () => {
  it('is believed after 24 h of observed running, to the millisecond', () => {
    expect(decideBelief(DAY - 1, [], null)).toBeNull();
    expect(decideBelief(DAY, [], null)).toBe('running');
  });

  it('is believed as soon as a quorum of witnesses signs within a minute of it', () => {
    expect(decideBelief(0, [time(MINUTE), time(-MINUTE), time(DAY)], 2)).toBe('witnesses');
    expect(decideBelief(0, [time(0), time(DAY), time(-DAY)], 2)).toBeNull();
  });

  it('is not believed by the agreement of nobody', () => {
    expect(decideBelief(0, [], 1)).toBeNull();
    expect(decideBelief(0, [time(0)], null)).toBeNull();
  });

  it('finds no witness that agrees while it is ahead, however late the answer is let through', () => {
    for (const lateMs of [0, MINUTE, DAY]) expect(agrees(time(2 * MINUTE + lateMs))).toBe(false);
  });
});

describe('sweeping', () => {
  it('lets go of nothing while the clock is in doubt, however long it has run', () => {
    expect(decideSweep(false, 100 * DAY, NOW)).toEqual({ before: null, spentBefore: null });
  });

  it('forgets what was spent only after 15 steady days, and only what ran out 15 days ago', () => {
    expect(decideSweep(true, 15 * DAY - 1, NOW)).toEqual({ before: NOW, spentBefore: null });
    expect(decideSweep(true, 15 * DAY, NOW)).toEqual({ before: NOW, spentBefore: NOW - 15 * DAY });
  });
});
