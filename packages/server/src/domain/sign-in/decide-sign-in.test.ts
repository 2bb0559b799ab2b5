import { describe, expect, it } from 'vitest';
import {
  NOW,
  PROTECTED_TIERS,
  SORT_NAMES,
  SORTS,
  sampleKey,
  sampleProtected,
  sampleStandard,
} from '../account/account.sample.ts';
import { MAKE_GRACE_MS } from '../credential/judge-make.ts';
import { decideSignIn, type SignInProof } from './decide-sign-in.ts';

const FREEZES = [null, NOW - 1000];
const opened = (clearsFreeze: boolean) => ({ allowed: true, facts: { clearsFreeze } });
const failed = (why: string) => ({ allowed: false, refusal: { tag: 'sign-in-failed', why } });
const key = sampleKey('synced');

const proofsOf = (credential = key): SignInProof[] => [
  { kind: 'key', credential },
  { kind: 'password-and-key', credential },
  { kind: 'password-and-code' },
];

describe('a protected account', () => {
  it('A protected account never opens with a password, whatever stands beside it', () => {
    for (const tier of PROTECTED_TIERS) {
      for (const frozenAt of FREEZES) {
        for (const name of SORT_NAMES) {
          const credential = sampleKey(name);
          const account = sampleProtected({ tier, frozenAt, credentials: [credential] });
          for (const proof of proofsOf(credential).filter(({ kind }) => kind !== 'key')) {
            expect(decideSignIn(account, proof, NOW)).toEqual(failed('no-password'));
          }
        }
      }
    }
  });

  it('A protected account opens with any of its keys, and the key lifts a freeze', () => {
    for (const name of SORT_NAMES) {
      for (const frozenAt of FREEZES) {
        const credential = sampleKey(name);
        const account = sampleProtected({ frozenAt, credentials: [credential] });
        expect(decideSignIn(account, { kind: 'key', credential }, NOW)).toEqual(opened(frozenAt !== null));
      }
    }
  });

  it('With the hardware floor only a device-bound key of a vouched-for maker opens the account', () => {
    for (const name of SORT_NAMES) {
      for (const frozenAt of FREEZES) {
        const credential = sampleKey(name);
        const account = sampleProtected({ tier: 'hardware', frozenAt, credentials: [credential] });
        const expected = SORTS[name].hardware ? opened(frozenAt !== null) : failed('below-floor');
        expect(decideSignIn(account, { kind: 'key', credential }, NOW), name).toEqual(expected);
      }
    }
  });

  it('A key whose make is reported opens the account for 14 days, and then no more where another is left', () => {
    const other = sampleKey('roaming, anchored', 2);
    for (const tier of PROTECTED_TIERS) {
      const reported = { makeReport: 'REVOKED', makeReportedAt: NOW };
      const credential = sampleKey('roaming, anchored', 1, reported);
      const account = sampleProtected({ tier, credentials: [credential, other] });
      const at = (now: number) => decideSignIn(account, { kind: 'key', credential }, now);
      expect([at(NOW), at(NOW + MAKE_GRACE_MS - 1)]).toEqual([opened(false), opened(false)]);
      expect(at(NOW + MAKE_GRACE_MS)).toEqual(failed('make-reported'));
    }
  });

  it('A key on its first day signs in', () => {
    const credential = sampleKey('roaming, anchored', 1, { createdAt: NOW, fullRightsAt: NOW + 1 });
    for (const tier of PROTECTED_TIERS) {
      const account = sampleProtected({ tier, credentials: [credential] });
      expect(decideSignIn(account, { kind: 'key', credential }, NOW)).toEqual(opened(false));
    }
  });
});

describe('a standard account', () => {
  it('A standard account that is not frozen opens with each complete proof', () => {
    for (const name of SORT_NAMES) {
      const credential = sampleKey(name);
      for (const proof of proofsOf(credential)) {
        expect(decideSignIn(sampleStandard({ credentials: [credential] }), proof, NOW)).toEqual(opened(false));
      }
    }
  });

  it('After “This wasn’t me” a password and a code do not open an account that has a key; a key opens it and lifts the freeze', () => {
    const account = sampleStandard({ frozenAt: NOW, credentials: [key] });
    expect(proofsOf().map((proof) => decideSignIn(account, proof, NOW))).toEqual([
      opened(true),
      opened(true),
      failed('frozen'),
    ]);
  });

  it('A frozen account without keys is not lost: its password and code open it and lift the freeze', () => {
    const account = sampleStandard({ frozenAt: NOW, password: { setAt: 0 }, totp: { setAt: 0 } });
    expect(decideSignIn(account, { kind: 'password-and-code' }, NOW)).toEqual(opened(true));
  });
});
