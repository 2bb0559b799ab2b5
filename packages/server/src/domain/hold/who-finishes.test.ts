import { describe, expect, it } from 'vitest';
import { NOW, sampleKey, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import type { Account } from '../account/account.ts';
import { sampleHold } from './hold.sample.ts';
import { BEGINNER_MS, CLAIM_MS, HOLD_MS } from './hold.ts';
import { whoFinishes } from './who-finishes.ts';

const desk = sampleKey('roaming', 1);
const phone = sampleKey('synced', 2);
const fresh = sampleKey('roaming', 3, { createdAt: NOW, trustedAt: NOW + HOLD_MS });
const shutOut = sampleKey('roaming', 4, { suspension: { by: 'link', at: NOW } });
const account = sampleProtected({ credentials: [desk, phone, fresh, shutOut] });
const hold = sampleHold({ startedWith: desk.id, trustedThen: [desk.id, phone.id, shutOut.id] });
const RIPENS = NOW + HOLD_MS;
const WEEK = NOW + BEGINNER_MS;
const touch = (change: Partial<Account> = {}, now = NOW) =>
  whoFinishes({ ...account, ...change } as Account, hold, now);

describe('who finishes a change of a protected account', () => {
  it('are the other keys that were trusted when it began, and the beginner’s after a week', () => {
    for (const now of [NOW, RIPENS, WEEK - 1, WEEK, RIPENS + CLAIM_MS - 1]) {
      const beginnerMay = now >= WEEK;
      const keys = [phone];
      expect(touch({}, now)).toEqual({ by: 'another-key', keys, factors: false, beginnerFrom: WEEK, beginnerMay });
    }
  });

  it('is the beginner’s no more once another was used, and never if it was suspended or is gone', () => {
    const used = { ...phone, lastUsedAt: NOW };
    expect(touch({ credentials: [desk, used] })).toMatchObject({ keys: [used], beginnerFrom: null });
    const suspended = { ...desk, suspension: { by: 'link', at: NOW } as const };
    for (const credentials of [[phone], [suspended, phone]]) {
      expect(touch({ credentials })).toMatchObject({ keys: [phone], beginnerFrom: null });
    }
  });

  it('is not known any less while an enrolment settles', () => {
    expect(touch({ settlesAt: RIPENS + 1 } as Partial<Account>)).toMatchObject({ keys: [phone], beginnerFrom: WEEK });
  });
});

it('any key of a standard account finishes its change, even the beginner’s, and so do factors', () => {
  const standard = sampleStandard({ credentials: [desk, phone, shutOut] });
  const any = { by: 'any-proof', keys: [desk, phone], factors: false, beginnerFrom: null, beginnerMay: false };
  expect(whoFinishes(standard, hold, NOW)).toEqual(any);
  const factors = { ...standard, password: { setAt: NOW }, totp: { setAt: NOW } };
  expect(whoFinishes(factors, hold, NOW)).toEqual({ ...any, factors: true });
});

it('nobody finishes what two proofs began, a recovery, or what has ended', () => {
  expect(whoFinishes(account, { ...hold, proofs: 2 }, RIPENS)).toBeNull();
  expect(whoFinishes(account, { ...hold, kind: 'recovery' }, RIPENS)).toBeNull();
  for (const state of ['done', 'vetoed', 'expired'] as const) {
    expect(whoFinishes(account, { ...hold, state }, RIPENS)).toBeNull();
  }
  expect(whoFinishes(account, hold, RIPENS + CLAIM_MS)).toBeNull();
});
