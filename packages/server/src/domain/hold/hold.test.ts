import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { makeId } from '../id.ts';
import { HOLD_KINDS, HOLD_MS, type Hold, type HoldState, isRipe, isWaiting, nextAnnouncementAt } from './hold.ts';

const HOUR = 3_600_000;
const STATES: readonly HoldState[] = ['waiting', 'vetoed', 'done'];
const hold = (change: Partial<Hold> = {}): Hold => ({
  id: makeId('hold', new Uint8Array(16)),
  kind: 'protection.leave',
  state: 'waiting',
  startedAt: NOW,
  ripensAt: NOW + HOLD_MS,
  startedWith: null,
  announced: 1,
  newEmail: null,
  ...change,
});

describe('a hold', () => {
  it('Leaving protection, lowering the floor and changing the address wait 72 hours', () => {
    expect([...HOLD_KINDS].sort()).toEqual(['email.change', 'protection.leave', 'protection.lower-floor']);
    expect(HOLD_MS).toBe(72 * HOUR);
  });

  it('A hold waits until its last millisecond and is ripe from then on; a vetoed or finished one is neither', () => {
    const times = [0, 1, 36 * HOUR, 72 * HOUR - 1, 72 * HOUR, 72 * HOUR + 1, 1000 * HOUR];
    for (const kind of HOLD_KINDS) {
      for (const state of STATES) {
        for (const after of times) {
          const facts = [isWaiting, isRipe].map((is) => is(hold({ kind, state }), NOW + after));
          const early = after < 72 * HOUR;
          expect(facts, `${kind} ${state} ${after}`).toEqual(state === 'waiting' ? [early, !early] : [false, false]);
        }
      }
    }
  });

  it('The holder hears of a hold at its start, half-way and a day before its end, and then no more', () => {
    const due = [0, 1, 2, 3, 4].map((announced) => nextAnnouncementAt(hold({ announced })));
    expect(due).toEqual([NOW, NOW + 36 * HOUR, NOW + 48 * HOUR, null, null]);
  });

  it('Every announcement comes before the hold ripens', () => {
    for (const announced of [0, 1, 2]) {
      const at = nextAnnouncementAt(hold({ announced }));
      expect(at).not.toBeNull();
      expect(isWaiting(hold(), at ?? Number.NaN)).toBe(true);
    }
  });
});
