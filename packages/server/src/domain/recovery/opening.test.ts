import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { NO_REQUIREMENT, OBJECTED_MS, SILENT_MS } from '../contact/requirement.ts';
import type { ContactId } from '../id.ts';
import { decideOpening, dueHeldUp, HEARD_MS, UNHEARD_MS } from './opening.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const STARTED = NOW;

describe.each([72, 168, 30 * 24])('a recovery that waits %i hours', (hours) => {
  const waitOverAt = STARTED + hours * HOUR;
  const opens = (toldAt: number | null, now: number) =>
    decideOpening({ waitOverAt, toldAt, requirement: NO_REQUIREMENT, settlesUntil: null }, now);

  it('opens when its wait is over, where a channel accepted its alert a day before that', () => {
    for (const toldAt of [STARTED, waitOverAt - HEARD_MS]) {
      expect(opens(toldAt, waitOverAt)).toEqual({ opensAt: waitOverAt, waitsFor: 'time' });
    }
  });

  it('opens a day after an alert that was accepted late', () => {
    for (const late of [1, HOUR, 3 * DAY]) {
      const toldAt = waitOverAt - HEARD_MS + late;
      expect(opens(toldAt, waitOverAt)).toEqual({ opensAt: waitOverAt + late, waitsFor: 'alert' });
    }
  });

  it('opens 7 days later at most, where no alert was ever accepted', () => {
    for (const now of [waitOverAt, waitOverAt + DAY, waitOverAt + UNHEARD_MS - 1]) {
      expect(opens(null, now).opensAt).toBeGreaterThan(now);
    }
    expect(opens(null, waitOverAt + UNHEARD_MS)).toEqual({ opensAt: waitOverAt + UNHEARD_MS, waitsFor: 'alert' });
    expect(opens(waitOverAt + 30 * DAY, waitOverAt + 30 * DAY).opensAt).toBe(waitOverAt + UNHEARD_MS);
  });

  it('opens never before its wait is over, whenever an alert was accepted', () => {
    for (let day = 0; day <= 60; day++) {
      for (const toldAt of [null, STARTED + day * DAY]) {
        for (let later = 0; later <= 60; later += 5) {
          expect(opens(toldAt, STARTED + later * DAY).opensAt).toBeGreaterThanOrEqual(waitOverAt);
        }
      }
    }
  });

  it('waits for its contacts beside, and for the later of the two', () => {
    const silent = { id: 'cntc_a' as ContactId, approvedAt: null, objectedAt: null, goneAt: null, removed: false };
    const requirement = { asked: [silent], needed: 1 };
    const at = decideOpening({ waitOverAt, toldAt: STARTED, requirement, settlesUntil: null }, waitOverAt);
    expect(at).toEqual({ opensAt: waitOverAt + SILENT_MS, waitsFor: 'contacts' });
    const both = decideOpening({ waitOverAt, toldAt: null, requirement, settlesUntil: null }, waitOverAt + SILENT_MS);
    expect(both.opensAt).toBeLessThanOrEqual(waitOverAt + OBJECTED_MS + UNHEARD_MS);
    expect(
      decideOpening({ waitOverAt, toldAt: STARTED, requirement, settlesUntil: null }, waitOverAt - 1).opensAt,
    ).toBe(waitOverAt);
  });
});

describe('a recovery of an account that settles', () => {
  const waitOverAt = STARTED + 72 * HOUR;
  const opens = (settlesUntil: number | null, toldAt: number | null, now: number) =>
    decideOpening({ waitOverAt, toldAt, requirement: NO_REQUIREMENT, settlesUntil }, now);

  it('opens not before protection can no longer be taken back, and says so from the start', () => {
    const settles = waitOverAt + 10 * HOUR;
    for (const now of [STARTED, waitOverAt, settles - 1]) {
      expect(opens(settles, STARTED, now)).toEqual({ opensAt: settles, waitsFor: 'settling' });
    }
    expect(opens(null, STARTED, settles)).toEqual({ opensAt: waitOverAt, waitsFor: 'time' });
  });

  it('waits for the alert, where that lasts longer', () => {
    const heard = { opensAt: waitOverAt + DAY, waitsFor: 'alert' };
    expect(opens(waitOverAt + HOUR, waitOverAt, waitOverAt + 1)).toEqual(heard);
    expect(opens(waitOverAt, STARTED, STARTED)).toEqual({ opensAt: waitOverAt, waitsFor: 'time' });
  });
});

describe('that contacts hold a recovery up', () => {
  it('is told when its wait is over, and then weekly, once each', () => {
    const told: number[] = [];
    let announced = 2;
    for (let hour = -24; hour < 30 * 24; hour++) {
      const due = dueHeldUp({ announced, ripensAt: NOW }, NOW + hour * HOUR);
      if (!due) continue;
      told.push(hour / 24);
      ({ announced } = due);
      expect(due.nextAt).toBeGreaterThan(NOW + hour * HOUR);
    }
    expect(told).toEqual([0, 7, 14, 21, 28]);
  });

  it('is told once for all the weeks in which no job ran', () => {
    const due = dueHeldUp({ announced: 1, ripensAt: NOW }, NOW + 16 * DAY);
    expect(due).toEqual({ announced: 5, nextAt: NOW + 21 * DAY });
    expect(dueHeldUp({ announced: 5, ripensAt: NOW }, NOW + 20 * DAY)).toBeNull();
  });
});
