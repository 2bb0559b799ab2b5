import { describe, expect, it } from 'vitest';
import {
  NOW,
  PROTECTED_TIERS,
  SORT_NAMES,
  SORTS,
  sampleAccount,
  sampleKey,
  sampleProtected,
  sampleStandard,
} from '../account/account.sample.ts';
import { comesBackAt } from '../credential/decide-return.ts';
import { MAKE_GRACE_MS } from '../credential/judge-make.ts';
import { AGE_NAMES, DAY, IS_TRUSTED, keyOf, SUSPENSIONS, TRUSTED } from '../credential/key.sample.ts';
import { FREEZE_MS } from '../credential/key-stage.ts';
import { TIERS } from '../tier.ts';
import { decideSignIn, type SignInProof } from './decide-sign-in.ts';

const FREEZES = [null, NOW - 1000];
const opened = (clearsFreeze: boolean) => ({ allowed: true, facts: { clearsFreeze } });
const failed = (why: string) => ({ allowed: false, refusal: { tag: 'sign-in-failed', why } });

const proofsOf = (credential = sampleKey('synced')): SignInProof[] => [
  { kind: 'key', credential },
  { kind: 'password-and-key', credential },
  { kind: 'password-and-code' },
];
const keyProofsOf = (credential: ReturnType<typeof keyOf>) =>
  proofsOf(credential).filter(({ kind }) => kind !== 'password-and-code');

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

  it('A protected account opens with any trusted key that counts on its tier, lifting a freeze', () => {
    for (const tier of PROTECTED_TIERS) {
      for (const name of SORT_NAMES) {
        for (const frozenAt of FREEZES) {
          const credential = sampleKey(name);
          const account = sampleProtected({ tier, frozenAt, credentials: [credential] });
          const counts = tier !== 'hardware' || SORTS[name].hardware;
          const expected = counts ? opened(frozenAt !== null) : failed('below-floor');
          expect(decideSignIn(account, { kind: 'key', credential }, NOW), name).toEqual(expected);
        }
      }
    }
  });
});

describe('a key, on every tier', () => {
  it('A key of every age signs in where the account is not frozen', () => {
    for (const tier of TIERS) {
      for (const age of AGE_NAMES) {
        const credential = keyOf(age);
        const account = sampleAccount(tier, [credential, keyOf(TRUSTED, 2)]);
        expect(decideSignIn(account, { kind: 'key', credential }, NOW), age).toEqual(opened(false));
      }
    }
  });

  it('A key of a reported make opens for 14 days, and then no more where another key is left', () => {
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

  it('A suspended key opens nothing, and is told when it comes back by itself, or with what', () => {
    const WAYS = { standard: ['key'], advanced: ['key', 'recovery-key'], hardware: [] };
    for (const suspension of SUSPENSIONS) {
      for (const lastUsedAt of [null, NOW]) {
        const credential = keyOf(TRUSTED, 1, { suspension });
        const credentials = [credential, keyOf(TRUSTED, 2, { lastUsedAt })];
        const at = suspension.by === 'link' && lastUsedAt === null ? suspension.at + 7 * DAY : null;
        for (const account of [sampleStandard({ credentials }), sampleProtected({ credentials })]) {
          expect(comesBackAt(account, credential, NOW)).toBe(at);
          for (const proof of account.tier === 'standard'
            ? keyProofsOf(credential)
            : keyProofsOf(credential).slice(0, 1)) {
            const refusal = { tag: 'key-suspended', comesBackAt: at, comesBackWith: WAYS[account.tier] };
            expect(decideSignIn(account, proof, NOW), suspension.by).toEqual({ allowed: false, refusal });
          }
        }
      }
    }
  });

  it('A freeze lets in what is trusted or vouched for, and only what is trusted lifts it', () => {
    for (const tier of TIERS) {
      for (const age of AGE_NAMES) {
        for (const confirmedUntil of [null, NOW, NOW + 1]) {
          const credential = keyOf(age, 1, { confirmedUntil });
          const account = { ...sampleAccount(tier, [credential, keyOf(TRUSTED, 2)]), frozenAt: NOW - 1 };
          const vouchedFor = confirmedUntil === NOW + 1;
          const expected = IS_TRUSTED(age) ? opened(true) : vouchedFor ? opened(false) : failed('frozen');
          expect(decideSignIn(account, { kind: 'key', credential }, NOW), `${tier}: ${age}`).toEqual(expected);
        }
      }
    }
  });

  it('A frozen account opens with a key of a reported make, lifting the freeze if no other could', () => {
    const weak = sampleKey('roaming', 1, { makeReport: 'REVOKED', makeReportedAt: NOW });
    const good = sampleKey('synced', 2);
    for (const tier of PROTECTED_TIERS.filter((name) => name !== 'hardware')) {
      for (const [credentials, lifts] of [
        [[weak, good], false],
        [[weak], true],
      ] as const) {
        const account = sampleProtected({ tier, frozenAt: NOW, credentials });
        expect(decideSignIn(account, { kind: 'key', credential: weak }, NOW)).toEqual(opened(lifts));
      }
    }
  });

  it('A frozen account without a trusted way in opens with a key of any age: nobody stays out', () => {
    for (const tier of TIERS) {
      for (const age of AGE_NAMES.filter((one) => !IS_TRUSTED(one))) {
        const credential = keyOf(age);
        const asleep = keyOf(TRUSTED, 2, { suspension: { by: 'factor', at: NOW } });
        const account = { ...sampleAccount(tier, [credential, asleep]), frozenAt: NOW - 1 };
        expect(decideSignIn(account, { kind: 'key', credential }, NOW), age).toEqual(opened(false));
      }
    }
  });
});

describe('a standard account', () => {
  const both = { password: { setAt: 0 }, totp: { setAt: 0 } };

  it('A standard account that is not frozen opens with each complete proof', () => {
    for (const name of SORT_NAMES) {
      const credential = sampleKey(name);
      for (const proof of proofsOf(credential)) {
        expect(decideSignIn(sampleStandard({ credentials: [credential] }), proof, NOW)).toEqual(opened(false));
      }
    }
  });

  it('Frozen, it opens with a trusted key, and where it has none, with password and code too', () => {
    for (const age of AGE_NAMES) {
      const credential = keyOf(age);
      const account = sampleStandard({ frozenAt: NOW, credentials: [credential], ...both });
      const answers = proofsOf(credential).map((proof) => decideSignIn(account, proof, NOW));
      expect(answers, age).toEqual(
        IS_TRUSTED(age)
          ? [opened(true), opened(true), failed('frozen')]
          : [failed('frozen'), failed('frozen'), opened(true)],
      );
    }
  });

  it('Frozen and without keys it is not lost: its password and code open it and lift the freeze', () => {
    const account = sampleStandard({ frozenAt: NOW, ...both });
    expect(decideSignIn(account, { kind: 'password-and-code' }, NOW)).toEqual(opened(true));
  });
});

it('Password and code open a frozen account after a week in which its trusted key did not come', () => {
  const account = sampleStandard({
    frozenAt: NOW,
    credentials: [sampleKey('roaming')],
    password: { setAt: NOW },
    totp: { setAt: NOW },
  });
  const at = (now: number) => decideSignIn(account, { kind: 'password-and-code' }, now);
  expect(at(NOW + FREEZE_MS - 1).allowed).toBe(false);
  // It does not lift it: only what is trusted says that all is well again.
  expect(at(NOW + FREEZE_MS)).toEqual({ allowed: true, facts: { clearsFreeze: false } });
});
