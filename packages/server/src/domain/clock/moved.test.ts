import { describe, expect, it } from 'vitest';
import { doubtedFrom, isAnchorOld, judgeApart, judgeStart, judgeStep } from './moved.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const reading = (wall: number, monotonic: number) => ({ wall, monotonic });

describe('a wall clock against time that only grows', () => {
  const anchor = reading(NOW, 500);

  it.each([
    ['goes with it', 0],
    ['is slewed forward by a minute', MINUTE],
    ['is slewed back by a minute', -MINUTE],
  ])('has not moved where it %s', (_how, off) => {
    expect(judgeStep(anchor, reading(NOW + DAY + off, 500 + DAY))).toBeNull();
  });

  it.each([
    ['15 days ahead', 15 * DAY],
    ['an hour back', -HOUR],
    ['just over a minute ahead', MINUTE + 1],
    ['just over a minute back', -MINUTE - 1],
  ])('has moved where it is put %s', (_how, gapMs) => {
    const wall = NOW + 3000 + gapMs;
    expect(judgeStep(anchor, reading(wall, 3500))).toEqual({ why: 'stepped', gapMs, at: wall });
  });

  it('has moved where the machine slept: the clock went on, and its time did not', () => {
    expect(judgeStep(anchor, reading(NOW + 8 * HOUR, 500))).toMatchObject({ gapMs: 8 * HOUR });
  });

  it('is held against a new reading once a day, so that a slewed clock never adds up to a move', () => {
    expect(isAnchorOld(anchor, reading(NOW + 9 * DAY, 499 + DAY))).toBe(false);
    expect(isAnchorOld(anchor, reading(NOW, 500 + DAY))).toBe(true);
  });
});

describe('a clock at a start', () => {
  it('is taken at its word where nothing is on record', () => {
    expect(judgeStart(NOW, null)).toBeNull();
  });

  it.each([
    [-MINUTE, null],
    [0, null],
    [HOUR, null],
    [-MINUTE - 1, 'started-before'],
    [HOUR + 1, 'started-late'],
    [3 * DAY, 'started-late'],
  ])('that shows %i ms after the newest thing on record is judged %s', (gapMs, why) => {
    expect(judgeStart(NOW + gapMs, NOW)).toEqual(why && { why, gapMs, at: NOW + gapMs });
  });
});

describe('two clocks', () => {
  const between = { from: NOW - 3000, until: NOW };
  const judge = (other: number) => judgeApart('nodes-apart', between, other);

  it('are together while the other showed a time within a minute of the stretch in which it did', () => {
    for (const other of [NOW - 3000 - MINUTE, NOW - 3000, NOW, NOW + MINUTE]) expect(judge(other)).toBeNull();
  });

  it('are apart beyond that, and it is said by how much this one is ahead or behind', () => {
    expect(judge(NOW + MINUTE + 1)).toEqual({ why: 'nodes-apart', gapMs: -MINUTE - 1, at: NOW });
    expect(judge(NOW - 3001 - MINUTE)).toEqual({ why: 'nodes-apart', gapMs: MINUTE + 1, at: NOW });
    expect(judgeApart('database-apart', between, NOW + DAY)).toMatchObject({ why: 'database-apart', gapMs: -DAY });
  });
});

describe('a doubt', () => {
  it('begins where a clock that went ahead was, and where one that went back is', () => {
    expect(doubtedFrom({ why: 'stepped', gapMs: 15 * DAY, at: NOW + 15 * DAY })).toBe(NOW);
    expect(doubtedFrom({ why: 'started-before', gapMs: -DAY, at: NOW })).toBe(NOW);
  });
});
