import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected } from '../account/account.sample.ts';
import type { Credential } from '../credential/credential.ts';
import { NEW_MS } from '../credential/key-stage.ts';
import { FORMER_KINDS, type FormerFactor } from './former-factor.ts';
import { formerTakesBack, keyTakesBack, type TurnedOn, turningOnOf, wasTrustedBefore } from './old-factor.ts';
import { FORMER_FACTOR_MS } from './settling.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const confirming = sampleKey('roaming', 1, { createdAt: NOW - 60 * DAY, trustedAt: NOW - 60 * DAY });
const on = (byTrusted: boolean): TurnedOn => ({
  at: NOW,
  by: confirming.id,
  byTrusted,
  bornAt: NOW - 90 * DAY,
  agedUntil: NOW,
});
const aged = (ageMs: number, change: Partial<Credential> = {}) =>
  sampleKey('roaming', 2, { createdAt: NOW - ageMs, trustedAt: NOW - ageMs + NEW_MS, ...change });
const shutOut = (ageMs: number, atMs: number) => aged(ageMs, { suspension: { by: 'link', at: NOW + atMs } });

describe('a key', () => {
  it('takes back what a new key confirmed, whatever its own age; but not the one that confirmed', () => {
    expect(keyTakesBack(aged(HOUR), on(false))).toBe(true);
    expect(keyTakesBack(aged(20 * DAY), on(false))).toBe(true);
    for (const byTrusted of [true, false]) {
      expect(keyTakesBack(confirming, on(byTrusted))).toBe(false);
      expect(keyTakesBack(aged(-1), on(byTrusted))).toBe(false);
    }
  });

  it('takes back what a trusted key confirmed only if it was trusted before, by itself', () => {
    expect(keyTakesBack(aged(NEW_MS + 1), on(true))).toBe(true);
    // Trusted by the enrolment itself, or later.
    expect(keyTakesBack(aged(DAY, { trustedAt: NOW }), on(true))).toBe(false);
    expect(keyTakesBack(aged(NEW_MS - 1), on(true))).toBe(false);
    expect([wasTrustedBefore({ trustedAt: NOW - 1 }, NOW), wasTrustedBefore({ trustedAt: NOW }, NOW)]).toEqual([
      true,
      false,
    ]);
  });

  it('takes nothing back that was shut out while it was new, however old it has grown since', () => {
    for (const byTrusted of [true, false]) {
      expect(keyTakesBack(shutOut(HOUR, -1), on(byTrusted))).toBe(false);
      expect(keyTakesBack(shutOut(60 * DAY, -59 * DAY), on(byTrusted))).toBe(false);
      expect(keyTakesBack(shutOut(60 * DAY, -13 * DAY), on(byTrusted))).toBe(true);
      // The account's no more.
      expect(keyTakesBack(shutOut(60 * DAY, -14 * DAY), on(byTrusted))).toBe(false);
    }
    // By whoever turned protection on, afterwards.
    expect(keyTakesBack(shutOut(HOUR, 1), on(false))).toBe(true);
  });
});

describe('a factor of before', () => {
  const former = (kind: FormerFactor['kind'], fromMs: number, untilMs: number, wasTrusted?: true): FormerFactor => ({
    kind,
    ref: '',
    fromAt: NOW + fromMs,
    untilAt: NOW + untilMs,
    ...(wasTrusted && { wasTrusted }),
  });
  const takesBack = (factor: FormerFactor, ...others: readonly FormerFactor[]) =>
    formerTakesBack(factor, on(true), [factor, ...others]);

  it('takes back whatever was in force to the end, and what had stood for three days', () => {
    for (const kind of FORMER_KINDS) {
      const isSecond = kind === 'totp' || kind === 'backup-codes';
      expect(takesBack(former(kind, -1, 0)), kind).toBe(isSecond);
      expect(takesBack(former(kind, -80 * HOUR, -8 * HOUR)), kind).toBe(isSecond);
    }
  });

  it('takes nothing back where its holder had another before, and put that right sooner', () => {
    const short = former('totp', -HOUR, -1);
    expect(takesBack(short, former('totp', -60 * DAY, -HOUR))).toBe(false);
    // What was there first, or fourteen days before, or of another kind, was not put right.
    expect(takesBack(short)).toBe(true);
    expect(takesBack(short, former('totp', -60 * DAY, -20 * DAY), former('backup-codes', -60 * DAY, -HOUR))).toBe(true);
    const born = { at: NOW, bornAt: NOW - HOUR, agedUntil: NOW };
    expect(formerTakesBack(short, born, [short, former('totp', -60 * DAY, -HOUR)])).toBe(true);
  });

  it('counts its days from when the clock was last believed', () => {
    const doubted = { ...on(true), agedUntil: NOW - 30 * DAY };
    const old = former('totp', -90 * DAY, -31 * DAY);
    expect([takesBack(old), formerTakesBack(old, doubted, [old])]).toEqual([false, true]);
    expect([keyTakesBack(aged(20 * DAY), on(true)), keyTakesBack(aged(20 * DAY), doubted)]).toEqual([true, false]);
  });

  it('takes nothing back fourteen days after it was replaced', () => {
    expect(takesBack(former('totp', -60 * DAY, 1 - FORMER_FACTOR_MS))).toBe(true);
    expect(takesBack(former('totp', -60 * DAY, -FORMER_FACTOR_MS))).toBe(false);
  });

  it('that is a key has to have been trusted when it went', () => {
    expect(takesBack(former('key', -60 * DAY, -DAY, true))).toBe(true);
    expect(takesBack(former('key', -60 * DAY, -DAY))).toBe(false);
  });
});

describe('how protection was turned on', () => {
  it('is read from the account: by which key, and whether that was trusted by then', () => {
    const account = (settledBy: Credential | null, credentials: readonly Credential[]) =>
      sampleProtected({ protectedSince: NOW, settledBy: settledBy?.id ?? null, credentials });
    const young = aged(DAY, { trustedAt: NOW });
    expect(turningOnOf(account(confirming, [confirming, young]))).toMatchObject({ by: confirming.id, byTrusted: true });
    expect(turningOnOf(account(young, [confirming, young]))).toMatchObject({ by: young.id, byTrusted: false });
    // Of before it was kept: where there was a trusted key, one confirmed.
    expect(turningOnOf(account(null, [confirming]))).toMatchObject({ at: NOW, by: null, byTrusted: true });
    expect(turningOnOf(account(null, [young]))).toMatchObject({ by: null, byTrusted: false });
  });
});
