import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { sampleHold } from './hold.sample.ts';
import {
  expiresAt,
  HOLD_KINDS,
  HOLD_MS,
  type HoldState,
  holdStage,
  isRipe,
  isWaiting,
  nextAnnouncementAt,
  RIPE_MS,
  secondAlertAt,
} from './hold.ts';

const HOUR = 3_600_000;
const OPEN: readonly HoldState[] = ['waiting', 'ripe'];
const ENDED: readonly HoldState[] = ['vetoed', 'done', 'expired'];
const RIPENS = NOW + HOLD_MS;
const TIMES = [NOW - 100 * HOUR, NOW, NOW + 36 * HOUR, RIPENS - 1, RIPENS, RIPENS + RIPE_MS - 1, RIPENS + RIPE_MS];

describe('a hold', () => {
  it('Leaving protection, lowering the floor, changing the address and having fewer contacts wait 72 hours; a recovery as long as was chosen', () => {
    expect([...HOLD_KINDS].sort()).toEqual([
      'account.delete',
      'contact.lower-needed',
      'contact.remove',
      'email.change',
      'protection.leave',
      'protection.lower-floor',
      'recovery',
    ]);
    expect(HOLD_MS).toBe(72 * HOUR);
  });

  it('A hold waits until its last millisecond and is ripe from then on', () => {
    for (const kind of HOLD_KINDS) {
      for (const state of OPEN) {
        for (const now of TIMES.filter((at) => at < RIPENS + RIPE_MS)) {
          const early = now < RIPENS;
          const facts = [isWaiting, isRipe].map((is) => is(sampleHold({ kind, state }), now));
          expect(facts, `${kind} ${state} ${now - NOW}`).toEqual([early, !early]);
        }
      }
    }
  });

  it('What has ended stays as it ended, whatever the clock says', () => {
    for (const kind of HOLD_KINDS) {
      for (const state of ENDED)
        for (const now of TIMES) expect(holdStage(sampleHold({ kind, state }), now)).toBe(state);
    }
  });

  it('Only a recovery expires: fourteen days after it became ripe', () => {
    expect(RIPE_MS).toBe(14 * 24 * HOUR);
    expect(expiresAt(sampleHold())).toBe(RIPENS + RIPE_MS);
    for (const kind of HOLD_KINDS) {
      const late = kind === 'recovery' ? 'expired' : 'ripe';
      for (const state of OPEN) expect(holdStage(sampleHold({ kind, state }), RIPENS + RIPE_MS), kind).toBe(late);
    }
  });

  it('A clock that is set back makes a ripe recovery wait again, for the time that is left', () => {
    const early = sampleHold({ kind: 'recovery', state: 'ripe' });
    expect(holdStage(early, RIPENS - 1)).toBe('waiting');
    expect(holdStage(early, NOW - 1000 * HOUR)).toBe('waiting');
    expect(holdStage(early, RIPENS)).toBe('ripe');
  });

  it('The holder hears of a hold at its start, half-way and a day before its end, and then no more', () => {
    const due = [0, 1, 2, 3, 4].map((announced) => nextAnnouncementAt(sampleHold({ announced })));
    expect(due).toEqual([NOW, NOW + 36 * HOUR, NOW + 48 * HOUR, null, null]);
  });

  it.each([48, 72, 168])('The holder hears of a recovery of %i hours at its start and half-way', (hours) => {
    const recovery = { kind: 'recovery', startedAt: NOW, ripensAt: NOW + hours * HOUR } as const;
    const due = [0, 1, 2].map((announced) => nextAnnouncementAt({ ...recovery, announced }));
    expect(due).toEqual([NOW, NOW + (hours / 2) * HOUR, null]);
    expect(secondAlertAt(recovery)).toBe(NOW + (hours / 2) * HOUR);
  });

  it('Every announcement comes before the hold ripens', () => {
    for (const kind of HOLD_KINDS) {
      for (const announced of [0, 1, 2]) {
        const at = nextAnnouncementAt(sampleHold({ kind, announced }));
        if (at !== null) expect(isWaiting(sampleHold(), at)).toBe(true);
      }
    }
  });
});
