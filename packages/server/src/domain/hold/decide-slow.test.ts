import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import type { Credential } from '../credential/credential.ts';
import { allow, refuse } from '../decision.ts';
import {
  beginnerFinishesFrom,
  decideFinish,
  decideSlow,
  pacingOf,
  takesThePlaceOf,
  wasTrustedThen,
} from './decide-slow.ts';
import { sampleHold } from './hold.sample.ts';
import { BEGINNER_MS, CLAIM_MS, DELETION_MS, HOLD_MS, SLOW, SLOW_KINDS } from './hold.ts';

const DAY = 24 * 3_600_000;
const desk = sampleKey('roaming', 1);
const phone = sampleKey('synced', 2);
const fresh = sampleKey('roaming', 3, { createdAt: NOW, trustedAt: NOW + 14 * DAY });
const shutOut = sampleKey('roaming', 4, { suspension: { by: 'link', at: NOW } });
const account = sampleProtected({ credentials: [desk, phone, fresh, shutOut] });
const RIPENS = NOW + HOLD_MS;
const STEP_UP = 300;
const hold = sampleHold({ startedWith: desk.id, trustedThen: [desk.id, phone.id] });
const touch = (key: Credential | null, now: number, change = {}) =>
  decideFinish(account, { ...hold, ...change }, key, now, STEP_UP, now);

describe('beginning something slow', () => {
  it('Only a trusted key begins anything slow, of every kind', () => {
    for (const kind of SLOW_KINDS) {
      expect(decideSlow(account, kind, { first: desk, second: null }, NOW).allowed, kind).toBe(true);
      for (const first of [fresh, shutOut, null]) {
        expect(decideSlow(account, kind, { first, second: null }, NOW).allowed, kind).toBe(false);
      }
    }
  });

  it('One proof waits; two finish at once where the wait is not fixed', () => {
    for (const kind of SLOW_KINDS) {
      const ripensAt = NOW + SLOW[kind].waitMs;
      expect(decideSlow(account, kind, { first: desk, second: null }, NOW)).toEqual(
        allow({ at: 'end-of-wait', ripensAt, proofs: 1 }),
      );
      const seconds = [{ is: 'key', key: phone } as const, { is: 'recovery-key', ordinal: 1 } as const];
      for (const second of seconds) {
        expect(decideSlow(account, kind, { first: desk, second }, NOW), kind).toEqual(
          SLOW[kind].waitsWithTwo ? allow({ at: 'end-of-wait', ripensAt, proofs: 2 }) : allow({ at: 'once' }),
        );
      }
    }
  });

  it('A second key that is new, suspended or the same is no second proof', () => {
    for (const key of [fresh, shutOut, desk]) {
      const pace = decideSlow(account, 'email.change', { first: desk, second: { is: 'key', key } }, NOW);
      expect(pace).toEqual(allow({ at: 'end-of-wait', ripensAt: RIPENS, proofs: 1 }));
    }
  });

  it('While an enrolment settles, two proofs finish nothing, and nothing is ready before it has', () => {
    const settling = { ...account, settlesAt: NOW + HOLD_MS + 1 };
    for (const kind of SLOW_KINDS) {
      const pace = decideSlow(settling, kind, { first: desk, second: { is: 'key', key: phone } }, NOW);
      const ripensAt = kind === 'account.delete' ? NOW + DELETION_MS : NOW + HOLD_MS + 1;
      expect(pace, kind).toEqual(allow({ at: 'end-of-wait', ripensAt, proofs: 2 }));
    }
  });

  it('is told beforehand as it then goes: with one proof, by the beginner alone, and with two', () => {
    const settling = { ...account, settlesAt: NOW + DAY };
    for (const kind of SLOW_KINDS) {
      const { waitMs: readyAfter, waitsWithTwo } = SLOW[kind];
      const beginnerAfter = Math.max(readyAfter, BEGINNER_MS);
      const pacing = { readyAfter, beginnerAfter, doneAfterWithTwo: waitsWithTwo ? readyAfter : 0 };
      expect(pacingOf(account, kind, NOW)).toEqual(pacing);
      expect(pacingOf(settling, kind, NOW)).toEqual({ ...pacing, doneAfterWithTwo: readyAfter });
    }
  });

  it('What two proofs begin takes the place of what one began, and never the other way round', () => {
    for (const [begun, asked, takes] of [
      [1, 1, false],
      [1, 2, true],
      [2, 1, false],
      [2, 2, false],
    ] as const) {
      expect(takesThePlaceOf({ proofs: begun }, asked)).toBe(takes);
    }
  });
});

describe('the second touch', () => {
  it('is refused a millisecond before the wait is over, and after it lapsed', () => {
    expect(touch(phone, RIPENS - 1)).toEqual(refuse({ tag: 'hold-waits', until: RIPENS }));
    expect(touch(phone, RIPENS)).toEqual(allow());
    expect(touch(phone, RIPENS + CLAIM_MS - 1)).toEqual(allow());
    expect(touch(phone, RIPENS + CLAIM_MS)).toEqual(refuse({ tag: 'hold-expired' }));
  });

  it('is no touch of a recovery, or of what was stopped or done', () => {
    expect(touch(phone, RIPENS, { kind: 'recovery' })).toEqual(refuse({ tag: 'not-found' }));
    for (const state of ['vetoed', 'done']) {
      expect(touch(phone, RIPENS, { state })).toEqual(refuse({ tag: 'not-found' }));
    }
  });

  it('takes another key than the one that began it, trusted and not suspended', () => {
    expect(touch(fresh, RIPENS)).toEqual(refuse({ tag: 'key-not-trusted', rights: 'trusted', from: fresh.trustedAt }));
    expect(touch(shutOut, RIPENS).allowed).toBe(false);
    expect(touch(null, RIPENS).allowed).toBe(false);
    expect(touch(desk, RIPENS)).toEqual(refuse({ tag: 'second-touch-needed', from: NOW + BEGINNER_MS }));
  });

  it('takes no key that became trusted only after the change had begun', () => {
    const grown = { ...fresh, trustedAt: RIPENS };
    const grownAccount = { ...account, credentials: [desk, phone, grown] };
    expect(decideFinish(grownAccount, hold, grown, RIPENS, STEP_UP, RIPENS)).toEqual(
      refuse({ tag: 'second-touch-needed', from: null }),
    );
    expect(wasTrustedThen({ trustedThen: null, startedAt: NOW }, grown)).toBe(false);
    expect(wasTrustedThen({ trustedThen: null, startedAt: NOW }, desk)).toBe(true);
  });

  it('may be the beginner’s after a week in which no other trusted key was used', () => {
    const from = NOW + BEGINNER_MS;
    expect(touch(desk, from - 1)).toEqual(refuse({ tag: 'second-touch-needed', from }));
    expect(touch(desk, from)).toEqual(allow());
    const used = { ...account, credentials: [desk, { ...phone, lastUsedAt: NOW }] };
    expect(beginnerFinishesFrom(used, hold, from)).toBeNull();
    expect(decideFinish(used, hold, desk, from, STEP_UP, from)).toEqual(
      refuse({ tag: 'second-touch-needed', from: null }),
    );
  });

  it('may be the beginner’s only after the change’s own wait, where that is longer than a week', () => {
    const deletion = { ...hold, kind: 'account.delete' as const, ripensAt: NOW + DELETION_MS };
    expect(beginnerFinishesFrom(account, deletion, NOW)).toBe(NOW + DELETION_MS);
  });

  it('finishes nothing while an enrolment settles', () => {
    const settling = { ...account, settlesAt: RIPENS + 1 };
    expect(decideFinish(settling, hold, phone, RIPENS, STEP_UP, RIPENS)).toEqual(
      refuse({ tag: 'hold-waits', until: RIPENS + 1 }),
    );
  });

  it('of a standard account is any key or factor, proved after the wait', () => {
    const standard = sampleStandard({ password: { setAt: NOW }, totp: { setAt: NOW }, credentials: [desk] });
    const stale = refuse({ tag: 'step-up-required', ageSecondsMax: STEP_UP });
    for (const tapped of [desk, null]) {
      expect(decideFinish(standard, hold, tapped, RIPENS, STEP_UP, RIPENS)).toEqual(allow());
      expect(decideFinish(standard, hold, tapped, RIPENS - 1, STEP_UP, RIPENS)).toEqual(stale);
      const later = RIPENS + STEP_UP * 1000;
      expect(decideFinish(standard, hold, tapped, RIPENS, STEP_UP, later - 1)).toEqual(allow());
      expect(decideFinish(standard, hold, tapped, RIPENS, STEP_UP, later)).toEqual(stale);
    }
    expect(decideFinish(standard, hold, shutOut, RIPENS, STEP_UP, RIPENS).allowed).toBe(false);
  });
});
