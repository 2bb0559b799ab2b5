import { describe, expect, it } from 'vitest';
import { agrees, BELIEVED_AFTER_MS, decideBelief, decideSweep, runningKept } from './belief.ts';
import { CLOCK_FAULTS } from './moved.ts';

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

describe('a move while the clock is in doubt', () => {
  const HOUR = DAY / 24;
  /** Days in each of which a server runs for so long; the clock was believed before the first. @returns on which it is again */
  const believedOnDay = (runs: number, daysAWeek: number): number | null => {
    let counted = 0;
    for (let day = 1; day <= 30; day++) {
      const isOn = (day - 1) % 7 < daysAWeek;
      const wasOn = (day - 2) % 7 < daysAWeek;
      if (!isOn) continue;
      const offMs = DAY - runs * HOUR + (day === 1 || wasOn ? 0 : (7 - daysAWeek) * DAY);
      counted = day === 1 ? 0 : runningKept(counted, { why: 'started-late', gapMs: offMs });
      counted += runs * HOUR;
      if (counted >= BELIEVED_AFTER_MS) return day;
    }
    return null;
  };

  it('lets a machine be believed that is off each night, or runs in office hours alone', () => {
    expect(believedOnDay(20, 7)).toBe(2);
    expect(believedOnDay(16, 7)).toBe(2);
    expect(believedOnDay(12, 7)).toBe(3);
    expect(believedOnDay(8, 7)).toBe(5);
    expect(believedOnDay(8, 5)).toBe(5);
  });

  it('takes a quarter of the time that nobody can account for, and never more than there is', () => {
    for (const why of ['started-late', 'stepped'] as const) {
      expect(runningKept(20 * HOUR, { why, gapMs: 8 * HOUR })).toBe(18 * HOUR);
      expect(runningKept(20 * HOUR, { why, gapMs: 80 * HOUR })).toBe(0);
      expect(runningKept(20 * HOUR, { why, gapMs: 800 * HOUR })).toBe(0);
    }
  });

  it('takes all where the clock went back, or is apart from another', () => {
    for (const why of CLOCK_FAULTS) expect(runningKept(20 * HOUR, { why, gapMs: -2 * MINUTE })).toBe(0);
    for (const why of ['nodes-apart', 'database-apart'] as const) {
      expect(runningKept(20 * HOUR, { why, gapMs: 2 * MINUTE })).toBe(0);
    }
  });
});

describe('sweeping', () => {
  it('lets go of nothing while the clock is in doubt, however long it has run', () => {
    expect(decideSweep(false, 100 * DAY, NOW)).toEqual({ before: null, spentBefore: null });
  });

  it('forgets only what ran out 15 days ago, after 15 steady days beyond a doubt', () => {
    expect(decideSweep(true, 16 * DAY - 1, NOW)).toEqual({ before: NOW, spentBefore: null });
    expect(decideSweep(true, 16 * DAY, NOW)).toEqual({ before: NOW, spentBefore: NOW - 15 * DAY });
  });
});
