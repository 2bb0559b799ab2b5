import { describe, expect, it } from 'vitest';
import {
  NOW,
  SORT_NAMES,
  SORTS,
  sampleAccount,
  sampleKey,
  sampleProtected,
  sampleStandard,
} from '../account/account.sample.ts';
import type { Account } from '../account/account.ts';
import { TIERS } from '../tier.ts';
import type { CredentialOrigin } from './credential.ts';
import { AGE_NAMES, DAY, keyOf, RIGHTS, RIGHTS_OF, STAGE_OF, SUSPENSIONS } from './key.sample.ts';
import {
  FREEZE_MS,
  factorsAreTrusted,
  freezeHolds,
  hasTrustedWay,
  isConfirmed,
  isDayOld,
  isLastTrustedWay,
  isTrusted,
  keyStage,
  NEW_MS,
  ownTouchFrom,
  requireRights,
  trustedFrom,
  trustedKeys,
} from './key-stage.ts';

const HAS = [null, { setAt: NOW }];
const CODES = [null, { left: 0, madeAt: NOW }, { left: 3, madeAt: NOW }];

describe('what a key is', () => {
  it('A key is in its first day, then new, and trusted at 14 days or at once, to the millisecond', () => {
    for (const age of AGE_NAMES) {
      const key = keyOf(age);
      expect(keyStage(key, NOW), age).toBe(STAGE_OF[age]);
      expect(isTrusted(key, NOW), age).toBe(STAGE_OF[age] === 'trusted');
      expect(isDayOld(key, NOW), age).toBe(STAGE_OF[age] !== 'first-day');
    }
  });

  it('A suspended key is suspended and nothing else, of every age and whoever suspended it', () => {
    for (const age of AGE_NAMES) {
      for (const suspension of SUSPENSIONS) {
        const key = keyOf(age, 1, { suspension });
        expect(keyStage(key, NOW)).toBe('suspended');
        expect([isTrusted(key, NOW), isDayOld(key, NOW)]).toEqual([false, false]);
      }
    }
  });

  it('Keys of sign-up, set-up and a recovery are trusted at once; all others after fourteen days', () => {
    const from: Record<CredentialOrigin, number> = {
      'sign-up': NOW,
      setup: NOW,
      recovery: NOW,
      enrolment: NOW + NEW_MS,
      account: NOW + NEW_MS,
    };
    for (const [origin, at] of Object.entries(from)) {
      expect(trustedFrom(origin as CredentialOrigin, NOW), origin).toBe(at);
    }
  });

  it('A key that was vouched for is confirmed until that time, and no longer', () => {
    expect([null, NOW - 1, NOW, NOW + 1].map((confirmedUntil) => isConfirmed({ confirmedUntil }, NOW))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('Only what a link, or the key itself, suspended comes back by its own touch, a week later', () => {
    const { id } = sampleKey('roaming');
    for (const suspension of SUSPENSIONS) {
      expect(ownTouchFrom({ id, suspension }), suspension.by).toBe(
        suspension.by === 'link' ? suspension.at + 7 * DAY : null,
      );
    }
    expect(ownTouchFrom({ id, suspension: { by: 'key', credentialId: id, at: NOW } })).toBe(NOW + 7 * DAY);
    expect(ownTouchFrom({ id, suspension: null })).toBeNull();
  });
});

describe('what a key may do', () => {
  it('A key of every age has its rights on every tier, and is told from when on it has more', () => {
    for (const tier of TIERS) {
      for (const age of AGE_NAMES) {
        for (const rights of RIGHTS) {
          const key = keyOf(age);
          const decision = requireRights(sampleAccount(tier, [key]), key, rights, NOW);
          const label = `${tier}: ${age}, ${rights}`;
          if (RIGHTS_OF[STAGE_OF[age]].includes(rights)) expect(decision.allowed, label).toBe(true);
          else {
            const from = rights === 'trusted' ? key.trustedAt : key.createdAt + DAY;
            expect(decision, label).toEqual({ allowed: false, refusal: { tag: 'key-not-trusted', rights, from } });
          }
        }
      }
    }
  });

  it('A suspended key has no rights, on every tier', () => {
    for (const tier of TIERS) {
      for (const suspension of SUSPENSIONS) {
        for (const rights of RIGHTS) {
          const key = keyOf('fourteen days old', 1, { suspension });
          expect(requireRights(sampleAccount(tier, [key]), key, rights, NOW)).toMatchObject({
            allowed: false,
            refusal: { tag: 'key-suspended', comesBackAt: ownTouchFrom(key) },
          });
        }
      }
    }
  });

  it('Without a key a protected account asks for one, whatever is to be done', () => {
    for (const tier of TIERS.filter((one) => one !== 'standard')) {
      for (const rights of RIGHTS) {
        expect(requireRights(sampleAccount(tier, [keyOf('fourteen days old')]), null, rights, NOW)).toEqual({
          allowed: false,
          refusal: { tag: 'key-not-trusted', rights, from: null },
        });
      }
    }
  });

  it('Password and second factor have the rights of a day, and are trusted only where no key is', () => {
    for (const age of AGE_NAMES) {
      const account = sampleStandard({ password: { setAt: NOW }, totp: { setAt: NOW }, credentials: [keyOf(age)] });
      const allowed = RIGHTS.filter((rights) => requireRights(account, null, rights, NOW).allowed);
      expect(allowed, age).toEqual(STAGE_OF[age] === 'trusted' ? ['any', 'day'] : ['any', 'day', 'trusted']);
    }
  });
});

describe('the trusted ways into an account', () => {
  it('A key is one where it is trusted, not suspended, and counts on the tier', () => {
    for (const tier of TIERS) {
      for (const sort of SORT_NAMES) {
        for (const age of AGE_NAMES) {
          for (const suspension of [null, ...SUSPENSIONS]) {
            const key = keyOf(age, 1, { suspension }, sort);
            const account = sampleAccount(tier, [key]);
            const is = STAGE_OF[age] === 'trusted' && !suspension && (tier !== 'hardware' || SORTS[sort].hardware);
            expect(trustedKeys(account, NOW), `${tier}: ${sort}, ${age}`).toEqual(is ? [key] : []);
            expect(hasTrustedWay(account, NOW)).toBe(is);
            expect(hasTrustedWay(account, NOW, [key.id])).toBe(false);
          }
        }
      }
    }
  });

  it('Password and second factor are one together, on a standard account without a trusted key', () => {
    for (const password of HAS) {
      for (const totp of HAS) {
        for (const backupCodes of CODES) {
          const second = totp !== null || (backupCodes?.left ?? 0) > 0;
          const without = sampleStandard({ password, totp, backupCodes });
          expect(factorsAreTrusted(without, NOW)).toBe(password !== null && second);
          const key = sampleKey('roaming');
          const beside = { ...without, credentials: [key] };
          expect(factorsAreTrusted(beside, NOW)).toBe(false);
          expect(factorsAreTrusted(beside, NOW, [key.id])).toBe(password !== null && second);
          expect(isLastTrustedWay(beside, key.id, NOW)).toBe(!(password !== null && second));
          expect(isLastTrustedWay({ ...beside, frozenAt: NOW }, key.id, NOW), 'frozen').toBe(true);
        }
      }
    }
  });
});

it('A standard account’s freeze holds for a week after it was made or a trusted key was used', () => {
  const frozen = (lastUsedAt: number | null, change = {}) =>
    sampleStandard({ frozenAt: NOW, credentials: [sampleKey('roaming', 1, { lastUsedAt, ...change })] });
  const until = (account: Account) => [
    freezeHolds(account, NOW + FREEZE_MS - 1),
    freezeHolds(account, NOW + FREEZE_MS),
    freezeHolds(account, NOW + FREEZE_MS + 1),
  ];
  for (const lastUsedAt of [null, NOW - 1, NOW]) expect(until(frozen(lastUsedAt))).toEqual([true, false, false]);
  expect(until(frozen(NOW + 1))).toEqual([true, true, false]);
  // A new key, and one that is suspended, are no trusted key.
  expect(until(frozen(NOW + 1, { trustedAt: NOW + 30 * DAY }))).toEqual([true, false, false]);
  expect(until(frozen(NOW + 1, { suspension: { by: 'link', at: NOW } }))).toEqual([true, false, false]);
  expect(freezeHolds({ ...frozen(null), frozenAt: null }, NOW)).toBe(false);
});

it('A freeze of a protected account holds until something trusted returns', () => {
  const account = sampleProtected({ frozenAt: NOW, credentials: [sampleKey('roaming')] });
  expect(freezeHolds(account, NOW + 400 * DAY)).toBe(true);
});
