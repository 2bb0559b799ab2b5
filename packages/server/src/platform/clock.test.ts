import { describe, expect, it } from 'vitest';
import { MovableClock, TEST_TIME } from '../../../../test/support/clock.ts';
import { systemClock, WatchedClock } from './clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const watched = () => {
  const source = new MovableClock();
  return { source, clock: new WatchedClock(source) };
};

describe('the system’s clock', () => {
  it('shows the time, and has a second time that only grows', () => {
    expect(new Date(systemClock.now()).getUTCFullYear()).toBeGreaterThan(2024);
    const first = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
  });
});

describe('a watched clock', () => {
  it('goes with the time that passes, however long nobody looked', () => {
    const { source, clock } = watched();
    source.advance(100 * DAY);
    expect(clock.now()).toBe(TEST_TIME + 100 * DAY);
    expect(clock.moved).toBeNull();
  });

  it('knows that it was moved before anybody is handed the time', () => {
    const { source, clock } = watched();
    source.jump(15 * DAY);
    expect(clock.now()).toBe(TEST_TIME + 15 * DAY);
    source.jump(-15 * DAY);
    // Ahead for one question alone, and right again: what was handed out then is in somebody’s hands.
    expect(clock.moved).toEqual({ why: 'stepped', gapMs: 15 * DAY, at: TEST_TIME + 15 * DAY });
  });

  it('forgets it when it is on record, and sees the next move', () => {
    const { source, clock } = watched();
    source.jump(DAY);
    clock.settle(clock.read());
    expect(clock.moved).toBeNull();
    source.jump(-DAY);
    expect(clock.moved).toMatchObject({ gapMs: -DAY });
  });

  it('sees a move that came between what was put on record and the settling', () => {
    const { source, clock } = watched();
    source.jump(DAY);
    const recorded = clock.read();
    source.jump(-DAY);
    clock.settle(recorded);
    expect(clock.moved).toMatchObject({ gapMs: -DAY });
  });

  it('does not add up what a time service slews from day to day, but does within a day', () => {
    const { source, clock } = watched();
    for (let days = 0; days < 10; days++) {
      source.advance(DAY);
      source.jump(MINUTE / 2);
      expect(clock.moved).toBeNull();
    }
    source.jump(MINUTE);
    expect(clock.moved).toBeNull();
    source.jump(1);
    expect(clock.moved).toMatchObject({ why: 'stepped' });
  });
});
