import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { authority, type Operation } from '../authority.ts';
import { sampleHold } from './hold.sample.ts';
import {
  CLAIM_MS,
  DELETION_MS,
  dueAnnouncement,
  expiresAt,
  HOLD_KINDS,
  HOLD_MS,
  type HoldState,
  happensByItself,
  holdStage,
  isWaiting,
  nextAnnouncementAt,
  nextLookAt,
  SLOW,
  SLOW_KINDS,
  secondAlertAt,
} from './hold.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPEN: readonly HoldState[] = ['waiting', 'ripe'];
const ENDED: readonly HoldState[] = ['vetoed', 'done', 'expired'];
const RIPENS = NOW + HOLD_MS;
const LAPSES = RIPENS + CLAIM_MS;
const TIMES = [NOW - 100 * HOUR, NOW, NOW + 36 * HOUR, RIPENS - 1, RIPENS, LAPSES - 1, LAPSES];

/** What each slow operation begins, written down by hand; four begin something under another name. */
const BEGINS: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  'credential.remove': ['credential.remove'],
  'recovery-key.replace': ['recovery-key.replace'],
  'protection.leave': ['protection.leave'],
  'protection.lower-floor': ['protection.lower-floor'],
  'protection.raise-floor': ['protection.raise-floor'],
  'account.delete': ['account.delete'],
  'email.confirm': ['email.change'],
  'contact.remove': ['contact.remove'],
  'contact.set-needed': ['contact.lower-needed'],
  'webhook.remove': ['channel.stop'],
  'push.unsubscribe': ['channel.stop'],
  'wait.shorten': ['wait.shorten'],
};

describe('what is slow', () => {
  it('Deleting waits 14 days, everything else that is slow 72 hours', () => {
    const waits = Object.fromEntries(SLOW_KINDS.map((kind) => [kind, SLOW[kind].waitMs / HOUR]));
    expect(waits).toEqual({ ...Object.fromEntries(SLOW_KINDS.map((kind) => [kind, 72])), 'account.delete': 336 });
    expect(DELETION_MS).toBe(14 * DAY);
  });

  it('With two proofs just five wait: ending keys, recovery keys, leaving, deleting, lost apps', () => {
    expect(SLOW_KINDS.filter((kind) => SLOW[kind].waitsWithTwo).sort()).toEqual([
      'account.delete',
      'credential.remove',
      'protection.leave',
      'recovery-key.replace',
      'totp.replace',
    ]);
  });

  it('Every operation whose row says slow begins a kind of hold', () => {
    const slow = (Object.keys(authority) as Operation[]).filter((operation) => authority[operation].pace === 'slow');
    const named = slow.flatMap((operation) => BEGINS[operation] ?? [`nothing: ${operation}`]);
    expect(named.filter((kind) => !(SLOW_KINDS as readonly string[]).includes(kind))).toEqual([]);
  });
});

describe('a hold', () => {
  it('Every hold waits until its last millisecond and is ready from then on', () => {
    for (const kind of HOLD_KINDS) {
      for (const proofs of [1, 2] as const) {
        for (const state of OPEN) {
          for (const now of TIMES.filter((at) => at < LAPSES)) {
            const stage = holdStage(sampleHold({ kind, state, proofs }), now);
            expect(stage, `${kind} ${state} ${now - NOW}`).toBe(now < RIPENS ? 'waiting' : 'ripe');
            expect(isWaiting(sampleHold({ kind, state, proofs }), now)).toBe(now < RIPENS);
          }
        }
      }
    }
  });

  it('What has ended stays as it ended, whatever the clock says', () => {
    for (const kind of HOLD_KINDS) {
      for (const state of ENDED) {
        for (const now of TIMES) expect(holdStage(sampleHold({ kind, state }), now)).toBe(state);
      }
    }
  });

  it('Nothing that one proof began happens by itself, and no recovery does', () => {
    for (const kind of HOLD_KINDS) {
      expect(happensByItself({ kind, proofs: 1 }), kind).toBe(false);
      expect(happensByItself({ kind, proofs: 2 }), kind).toBe(kind !== 'recovery');
    }
  });

  it('What somebody has to finish lapses after 14 days; what happens by itself never does', () => {
    expect(expiresAt(sampleHold())).toBe(LAPSES);
    for (const kind of HOLD_KINDS) {
      for (const state of OPEN) {
        expect(holdStage(sampleHold({ kind, state, proofs: 1 }), LAPSES), kind).toBe('expired');
        const late = kind === 'recovery' ? 'expired' : 'ripe';
        expect(holdStage(sampleHold({ kind, state, proofs: 2 }), LAPSES), kind).toBe(late);
      }
    }
  });

  it('A clock that is set back makes a ready hold wait again, for the time that is left', () => {
    const early = sampleHold({ kind: 'recovery', state: 'ripe' });
    expect(holdStage(early, RIPENS - 1)).toBe('waiting');
    expect(holdStage(early, NOW - 1000 * HOUR)).toBe('waiting');
    expect(holdStage(early, RIPENS)).toBe('ripe');
  });
});

describe('what a holder hears of a hold', () => {
  it('The holder hears of it at its start, half-way and a day before its wait is over', () => {
    const due = [0, 1, 2, 3, 4].map((announced) => nextAnnouncementAt(sampleHold({ announced })));
    expect(due).toEqual([NOW, NOW + 36 * HOUR, NOW + 48 * HOUR, null, null]);
  });

  it.each([72, 168, 720])('The holder hears of a recovery of %i hours at its start and half-way', (hours) => {
    const recovery = { kind: 'recovery', startedAt: NOW, ripensAt: NOW + hours * HOUR } as const;
    const due = [0, 1, 2].map((announced) => nextAnnouncementAt({ ...recovery, announced }));
    expect(due).toEqual([NOW, NOW + (hours / 2) * HOUR, null]);
    expect(secondAlertAt(recovery)).toBe(NOW + (hours / 2) * HOUR);
  });

  it('Every announcement of the wait comes before it is over', () => {
    for (const kind of HOLD_KINDS) {
      for (const announced of [0, 1, 2]) {
        const at = nextAnnouncementAt(sampleHold({ kind, announced }));
        if (at !== null) expect(isWaiting(sampleHold(), at)).toBe(true);
      }
    }
  });

  it('Nothing is due a millisecond early, and each announcement is due once', () => {
    const half = NOW + 36 * HOUR;
    expect(dueAnnouncement(sampleHold({ announced: 1 }), half - 1)).toBeNull();
    const due = dueAnnouncement(sampleHold({ announced: 1 }), half);
    expect(due).toEqual({ of: 'waiting', announced: 2, nextAt: NOW + 48 * HOUR });
    expect(dueAnnouncement(sampleHold({ announced: 2 }), half)).toBeNull();
  });

  it('What one proof began and nobody finished is told of once more, the day before it lapses', () => {
    for (const kind of SLOW_KINDS) {
      const ready = sampleHold({ kind, state: 'ripe', announced: 3 });
      expect(nextLookAt(ready)).toBe(LAPSES - DAY);
      expect(dueAnnouncement(ready, LAPSES - DAY - 1)).toBeNull();
      const due = dueAnnouncement(ready, LAPSES - DAY);
      expect(due).toEqual({ of: 'lapsing', announced: 4, nextAt: LAPSES });
      expect(dueAnnouncement({ ...ready, announced: 4 }, LAPSES - 1)).toBeNull();
      expect(nextLookAt({ ...ready, announced: 4 })).toBe(LAPSES);
      expect(dueAnnouncement({ ...ready, proofs: 2 }, LAPSES - 1)).toBeNull();
    }
    expect(dueAnnouncement(sampleHold({ kind: 'recovery', state: 'ripe' }), LAPSES - 1)).toBeNull();
  });

  it('What nobody could claim for a time lapses that much later, and is last mailed a day before', () => {
    for (const kind of HOLD_KINDS) {
      const later = sampleHold({ kind, state: 'ripe', claimableUntil: LAPSES + 5 * DAY });
      expect(holdStage(later, LAPSES + 5 * DAY - 1), kind).toBe('ripe');
      expect(holdStage(later, LAPSES + 5 * DAY), kind).toBe('expired');
      expect(nextLookAt(later), kind).toBe(LAPSES + (kind === 'recovery' ? 5 : 4) * DAY);
      // A recovery that its contacts hold up opens later, and so does its window.
      expect(expiresAt({ ...later, ripensAt: LAPSES })).toBe(LAPSES + CLAIM_MS);
    }
  });

  it('Every announcement is due at a whole millisecond, however long it waits', () => {
    for (const kind of HOLD_KINDS) {
      for (const waitMs of [1, 2, 3, HOLD_MS + 1, HOLD_MS + 7, CLAIM_MS + 13]) {
        const hold = sampleHold({ kind, ripensAt: NOW + waitMs });
        for (const announced of [0, 1, 2, 3]) {
          const at = nextAnnouncementAt({ ...hold, announced });
          if (at !== null) expect(Number.isSafeInteger(at), `${kind}, ${waitMs} ms`).toBe(true);
        }
        expect(Number.isSafeInteger(secondAlertAt(hold))).toBe(true);
      }
    }
  });
});
