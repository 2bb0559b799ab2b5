import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import { anybodyStops, decideStop, keyStops, wouldStopOnceBack } from './decide-stop.ts';
import { sampleHold } from './hold.sample.ts';
import { HOLD_KINDS } from './hold.ts';

const DAY = 24 * 3_600_000;
const trusted = sampleKey('roaming', 1);
const grown = sampleKey('roaming', 2);
const fresh = sampleKey('roaming', 3, { trustedAt: NOW + DAY });
const shutOut = sampleKey('roaming', 4, { suspension: { by: 'link', at: NOW } });
const account = sampleProtected({ credentials: [trusted, grown, fresh, shutOut] });

describe('stopping', () => {
  it('What one proof began, anybody stops: a link, a session without a fresh proof, every key', () => {
    for (const kind of HOLD_KINDS) {
      const hold = sampleHold({ kind, stoppedBy: 'any' });
      expect(anybodyStops(hold)).toBe(true);
      for (const key of [undefined, null, fresh, trusted]) {
        expect(decideStop(account, hold, key, 300, NOW), kind).toEqual(allow());
      }
    }
  });

  it('What two proofs began, a trusted key alone stops, and no link does', () => {
    for (const kind of HOLD_KINDS) {
      const hold = sampleHold({ kind, proofs: 2, stoppedBy: 'trusted-key', trustedThen: [trusted.id] });
      expect(anybodyStops(hold)).toBe(false);
      const stops = [undefined, null, fresh, shutOut, trusted].map(
        (key) => decideStop(account, hold, key, 300, NOW).allowed,
      );
      expect(stops, kind).toEqual([false, false, false, false, true]);
    }
  });

  it('Only a key or factor proved anew stops what mailbox and password began, no link or session', () => {
    const hold = sampleHold({ kind: 'totp.replace', proofs: 2, stoppedBy: 'second-factor' });
    expect(anybodyStops(hold)).toBe(false);
    expect(decideStop(account, hold, undefined, 300, NOW)).toEqual(
      refuse({ tag: 'step-up-required', ageSecondsMax: 300 }),
    );
    const stops = [null, fresh, trusted, shutOut].map((key) => decideStop(account, hold, key, 300, NOW).allowed);
    expect(stops).toEqual([true, true, true, false]);
    expect([fresh, trusted, shutOut].map((key) => keyStops(account, hold, key, NOW))).toEqual([true, true, false]);
  });

  it('A recovery by both papers wants a key that was trusted when it began; other changes do not', () => {
    for (const kind of HOLD_KINDS) {
      const hold = sampleHold({ kind, proofs: 2, stoppedBy: 'trusted-key', trustedThen: [trusted.id] });
      expect(keyStops(account, hold, grown, NOW), kind).toBe(kind !== 'recovery');
      expect(decideStop(account, hold, grown, 300, NOW).allowed, kind).toBe(kind !== 'recovery');
    }
  });

  it('A suspended key would stop what it could stop before, once it is brought back', () => {
    const both = {
      kind: 'recovery',
      proofs: 2,
      stoppedBy: 'trusted-key',
      trustedThen: [trusted.id, shutOut.id],
    } as const;
    const would = (change = {}) =>
      account.credentials.filter((key) => wouldStopOnceBack(account, sampleHold({ ...both, ...change }), key, NOW));
    expect(would()).toEqual([shutOut]);
    expect(would({ trustedThen: [trusted.id] })).toEqual([]);
    const young = { ...shutOut, trustedAt: NOW + DAY };
    const unripe = sampleProtected({ credentials: [trusted, young] });
    expect(wouldStopOnceBack(unripe, sampleHold({ ...both }), young, NOW)).toBe(false);
  });

  it('A suspended key stops nothing at all', () => {
    for (const stoppedBy of ['any', 'trusted-key'] as const) {
      expect(keyStops(account, sampleHold({ stoppedBy }), shutOut, NOW)).toBe(false);
    }
  });

  it('A key of a reported make stops what two proofs began only where no other trusted key could', () => {
    const hold = sampleHold({ kind: 'email.change', proofs: 2, stoppedBy: 'trusted-key', trustedThen: null });
    for (const makeReport of ['REVOKED', 'USER_VERIFICATION_BYPASS']) {
      const weak = { ...trusted, makeReport, makeReportedAt: NOW - DAY };
      const beside = sampleProtected({ credentials: [weak, grown] });
      expect(keyStops(beside, hold, weak, NOW)).toBe(false);
      expect(decideStop(beside, hold, weak, 300, NOW)).toEqual(refuse({ tag: 'make-reported' }));
      expect(keyStops(beside, hold, grown, NOW)).toBe(true);
      const both = sampleProtected({ credentials: [weak, { ...grown, makeReport, makeReportedAt: NOW }, fresh] });
      expect(keyStops(both, hold, weak, NOW)).toBe(true);
      expect(decideStop(both, hold, weak, 300, NOW)).toEqual(allow());
    }
  });
});
