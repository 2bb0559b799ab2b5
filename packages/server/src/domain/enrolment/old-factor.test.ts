import { describe, expect, it } from 'vitest';
import { NOW, sampleKey } from '../account/account.sample.ts';
import type { Credential } from '../credential/credential.ts';
import { NEW_MS } from '../credential/key-stage.ts';
import { FORMER_KINDS, type FormerFactor } from './former-factor.ts';
import { hasStood, isOldTrusted, type OldFactor, takesBack, waysBack } from './old-factor.ts';
import { FORMER_FACTOR_MS } from './settling.ts';
import type { TurnedOn } from './turned-on.ts';

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
const OWN = { email: 'now@example.org', leftAt: null, ofTheDayBefore: true };
const byKey = (key: Credential): OldFactor => ({ is: 'key', key });
const keyTakesBack = (key: Credential, turnedOn: TurnedOn) => takesBack(byKey(key), OWN, turnedOn);
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
  });

  it('takes nothing back that was shut out while it was new, however old it has grown since', () => {
    for (const byTrusted of [true, false]) {
      expect(keyTakesBack(shutOut(HOUR, -1), on(byTrusted))).toBe(false);
      expect(keyTakesBack(shutOut(60 * DAY, -59 * DAY), on(byTrusted))).toBe(false);
      expect(keyTakesBack(shutOut(60 * DAY, -13 * DAY), on(byTrusted))).toBe(true);
      // The account's no more.
      expect(keyTakesBack(shutOut(60 * DAY, -14 * DAY), on(byTrusted))).toBe(false);
    }
    // Where ages count until then alone: it was new as the doubt began.
    const doubted = { ...on(false), agedUntil: NOW - 7 * DAY };
    expect(keyTakesBack(shutOut(20 * DAY, -DAY), doubted)).toBe(false);
    expect(keyTakesBack(shutOut(22 * DAY, -DAY), doubted)).toBe(true);
    // By whoever turned protection on, afterwards.
    expect(keyTakesBack(shutOut(HOUR, 1), on(false))).toBe(true);
  });
});

type Shown = Extract<OldFactor, { readonly is: 'former' }>['factor'];
const SHOWN_KINDS = FORMER_KINDS.filter((kind): kind is Shown['kind'] => kind !== 'password');
const former = (kind: Shown['kind'], fromMs: number, untilMs: number, wasTrusted = true): Shown => ({
  kind,
  ref: '',
  fromAt: NOW + fromMs,
  untilAt: NOW + untilMs,
  ...(kind === 'key' && { wasTrusted }),
});
const byFormer = (factor: Shown): OldFactor => ({ is: 'former', factor });

describe('a factor of before', () => {
  const back = (factor: Shown, turnedOn = on(true)) => takesBack(byFormer(factor), OWN, turnedOn);

  it('takes back, however short its time was, within fourteen days of its end', () => {
    for (const kind of SHOWN_KINDS) {
      expect(back(former(kind, -1, 0)), kind).toBe(true);
      expect(back(former(kind, -60 * DAY, 1 - FORMER_FACTOR_MS)), kind).toBe(true);
      expect(back(former(kind, -60 * DAY, -FORMER_FACTOR_MS)), kind).toBe(false);
    }
  });

  it('counts its days from when the clock was last believed', () => {
    const doubted = { ...on(true), agedUntil: NOW - 30 * DAY };
    const old = former('totp', -90 * DAY, -31 * DAY);
    expect([back(old), back(old, doubted)]).toEqual([false, true]);
    expect([keyTakesBack(aged(20 * DAY), on(true)), keyTakesBack(aged(20 * DAY), doubted)]).toEqual([true, false]);
  });

  it('that is a key has to have been trusted when it went', () => {
    expect(back(former('key', -60 * DAY, -DAY))).toBe(true);
    expect(back(former('key', -60 * DAY, -DAY, false))).toBe(false);
  });
});

describe('what has stood', () => {
  it('was had for three days, by a clock that was believed, or from the account’s beginning', () => {
    const stood = (factor: Shown, change: Partial<TurnedOn> = {}) =>
      hasStood(byFormer(factor), { ...on(true), ...change });
    for (const kind of ['totp', 'backup-codes'] as const) {
      expect(stood(former(kind, -72 * HOUR, 0)), kind).toBe(true);
      expect(stood(former(kind, -80 * HOUR, -8 * HOUR)), kind).toBe(true);
      expect(stood(former(kind, -80 * HOUR, -9 * HOUR)), kind).toBe(false);
      expect(stood(former(kind, 1 - 72 * HOUR, 0)), kind).toBe(false);
      expect(stood(former(kind, -72 * HOUR, 0), { agedUntil: NOW - 1 }), kind).toBe(false);
      expect(stood(former(kind, -HOUR, 0), { bornAt: NOW - HOUR }), kind).toBe(true);
    }
  });

  it('is a key by its age until it was shut out, and any that was trusted', () => {
    const stood = (key: Credential) => hasStood(byKey(key), on(false));
    expect([stood(aged(72 * HOUR)), stood(aged(72 * HOUR - 1))]).toEqual([true, false]);
    expect(stood(shutOut(72 * HOUR, -1))).toBe(false);
    expect(stood(aged(HOUR, { trustedAt: NOW - HOUR }))).toBe(true);
    expect(hasStood(byFormer(former('key', -HOUR, -1)), on(true))).toBe(true);
  });

  it('is the equal of a trusted key where it was trusted itself', () => {
    expect(isOldTrusted(byKey(aged(NEW_MS + 1)), on(true))).toBe(true);
    expect(isOldTrusted(byKey(aged(NEW_MS - 1)), on(false))).toBe(false);
    expect(SHOWN_KINDS.filter((kind) => isOldTrusted(byFormer(former(kind, -60 * DAY, 0)), on(true)))).toEqual(['key']);
  });
});

describe('a mailbox that was left before the day before', () => {
  const left = { email: 'was@example.org', leftAt: NOW - 3 * DAY, ofTheDayBefore: false };
  const back = (shown: OldFactor, mailbox = left) => takesBack(shown, mailbox, on(false));

  it('takes back only with what was in force as it was left', () => {
    expect(back(byFormer(former('totp', -60 * DAY, 0)))).toBe(true);
    expect(back(byFormer(former('totp', -60 * DAY, -3 * DAY)))).toBe(false);
    expect(back(byFormer(former('totp', -3 * DAY + 1, 0)))).toBe(false);
    expect(back(byKey(aged(20 * DAY)))).toBe(true);
    expect(back(byKey(shutOut(60 * DAY, -4 * DAY)))).toBe(false);
    expect(back(byKey(shutOut(60 * DAY, -DAY)))).toBe(true);
  });

  it('is held to less where it was the account’s the day before', () => {
    const dayBefore = { ...left, leftAt: NOW - HOUR, ofTheDayBefore: true };
    expect(back(byFormer(former('totp', -60 * DAY, -3 * DAY)), dayBefore)).toBe(true);
    expect(back(byKey(shutOut(60 * DAY, -4 * DAY)), dayBefore)).toBe(true);
  });

  it('has the ways back that are listed, and no password among them', () => {
    const [inForce, replaced] = [former('totp', -60 * DAY, 0), former('backup-codes', -60 * DAY, -4 * DAY)];
    const password: FormerFactor = { kind: 'password', ref: '', fromAt: NOW - 60 * DAY, untilAt: NOW };
    const account = { credentials: [confirming, aged(20 * DAY)] };
    const formers = [password, inForce, replaced];
    expect(waysBack(account, formers, left, on(false))).toEqual([byKey(aged(20 * DAY)), byFormer(inForce)]);
    expect(waysBack(account, formers, OWN, on(false))).toEqual([
      byKey(aged(20 * DAY)),
      byFormer(inForce),
      byFormer(replaced),
    ]);
  });
});
