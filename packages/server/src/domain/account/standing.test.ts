import { describe, expect, it } from 'vitest';
import { TIERS, type Tier } from '../tier.ts';
import {
  bunches,
  NOW,
  PROTECTED_TIERS,
  SORTS,
  type SortName,
  sampleAccount,
  sampleKey,
  sampleKeys,
  sampleProtected,
  sampleRecoveryKeys,
  sampleStandard,
} from './account.sample.ts';
import {
  breachesFloor,
  KEYS_NEEDED,
  RECOVERY_KEYS_NEEDED,
  type Requirement,
  type Standing,
  standing,
  unmetByKeys,
  unmetByRecovery,
  unmetWithoutPassword,
  unmetWithoutTotp,
} from './standing.ts';

const BUNCHES = bunches(3);
const set = (yes: boolean) => (yes ? { setAt: NOW } : null);
const YES_NO = [true, false];

/** product.md §1 in other words: what a bunch of keys lacks for a protected tier. */
function expectedOf(tier: Tier, names: readonly SortName[]): Requirement[] {
  if (tier === 'standard') return [];
  const counted = names.filter((name) => tier === 'advanced' || SORTS[name].hardware);
  const unmet: Requirement[] = [];
  if (counted.length < 2) unmet.push(tier === 'advanced' ? 'two-keys' : 'two-hardware-keys');
  if (counted.every((name) => !SORTS[name].elsewhere)) unmet.push('key-for-another-device');
  return unmet;
}

describe('what keys lack for a tier', () => {
  it.each(TIERS)('Each bunch of up to three keys lacks for %s exactly what product.md names', (tier) => {
    expect(BUNCHES).toHaveLength(1 + 8 + 36 + 120);
    for (const names of BUNCHES) {
      expect(unmetByKeys(tier, sampleKeys(names)), names.join(' + ')).toEqual(expectedOf(tier, names));
    }
  });

  it('A protected account holds its floor with two keys that count, one usable on another device', () => {
    expect([KEYS_NEEDED, RECOVERY_KEYS_NEEDED]).toEqual([2, 2]);
    expect(unmetByKeys('advanced', sampleKeys(['device-bound', 'synced']))).toEqual([]);
    expect(unmetByKeys('advanced', sampleKeys(['device-bound', 'device-bound']))).toEqual(['key-for-another-device']);
    expect(unmetByKeys('advanced', sampleKeys(['roaming']))).toEqual(['two-keys']);
    expect(unmetByKeys('hardware', sampleKeys(['roaming, anchored', 'device-bound, anchored']))).toEqual([]);
    expect(unmetByKeys('hardware', sampleKeys(['roaming, anchored', 'synced', 'roaming']))).toEqual([
      'two-hardware-keys',
    ]);
  });

  it('A key that does not count toward the hardware floor is not one for another device either', () => {
    const keys = sampleKeys(['device-bound, anchored', 'device-bound, anchored', 'synced', 'roaming']);
    expect(unmetByKeys('hardware', keys)).toEqual(['key-for-another-device']);
  });

  it('Two keys of one make are two keys: they are told apart by credential id', () => {
    const aaguid = '11111111-2222-3333-4444-555555555555';
    const twins = [sampleKey('roaming, anchored', 1, { aaguid }), sampleKey('roaming, anchored', 2, { aaguid })];
    expect(unmetByKeys('hardware', twins)).toEqual([]);
  });

  it('Meeting the hardware floor meets the advanced one, and any further key only helps', () => {
    for (const names of BUNCHES) {
      const keys = sampleKeys(names);
      if (unmetByKeys('hardware', keys).length === 0) expect(unmetByKeys('advanced', keys)).toEqual([]);
      for (const tier of PROTECTED_TIERS) {
        for (const more of Object.keys(SORTS) as SortName[]) {
          const after = unmetByKeys(tier, [...keys, sampleKey(more, 9)]);
          expect(unmetByKeys(tier, keys)).toEqual(expect.arrayContaining([...after]));
        }
      }
    }
  });
});

describe('what the recovery arrangements lack', () => {
  it('Two recovery keys, one of them typed back, and a chosen wait are wanted, each for itself', () => {
    for (const made of [0, 1, 2, 3]) {
      for (const proved of [0, 1, 2, 3].filter((count) => count <= made)) {
        for (const waitHours of [null, 48, 72, 168]) {
          const expected: Requirement[] = [];
          if (made < 2) expected.push('recovery-keys');
          if (proved < 1) expected.push('recovery-proof');
          if (waitHours === null) expected.push('waiting-time');
          expect(unmetByRecovery(sampleRecoveryKeys(made, proved), waitHours)).toEqual(expected);
        }
      }
    }
  });

  it('Typing back either recovery key is proof', () => {
    const [first, second] = sampleRecoveryKeys(2, 2);
    if (!first || !second) throw new Error('two were made');
    expect(unmetByRecovery([{ ...first, provedAt: null }, second], 48)).toEqual([]);
    expect(unmetByRecovery([first, { ...second, provedAt: null }], 48)).toEqual([]);
  });
});

describe('the standing of an account', () => {
  const cases = YES_NO.flatMap((hasKey) =>
    YES_NO.flatMap((hasPassword) => YES_NO.map((hasTotp) => ({ hasKey, hasPassword, hasTotp }))),
  );
  const accountOf = (ways: (typeof cases)[number], enrolmentRequired: boolean) =>
    sampleStandard({
      enrolmentRequired,
      credentials: ways.hasKey ? [sampleKey('synced')] : [],
      password: set(ways.hasPassword),
      totp: set(ways.hasTotp),
    });
  const lacking = (hasKey: boolean, hasPassword: boolean, hasTotp: boolean): Requirement[] => {
    if (hasKey || (hasPassword && hasTotp)) return [];
    return hasPassword ? ['second-factor'] : ['way-in'];
  };

  it('A standard account opens with a key, or with password and second factor, and nothing less', () => {
    for (const ways of cases) {
      const expected = lacking(ways.hasKey, ways.hasPassword, ways.hasTotp);
      expect(standing(accountOf(ways, false))).toEqual({ tier: 'standard', unmet: expected });
      expect(standing(accountOf(ways, true)).unmet).toEqual([...expected, 'enrolment']);
    }
  });

  it('Taking the password or authenticator app away is judged by what is left, enrolment aside', () => {
    for (const ways of cases) {
      for (const enrolmentRequired of YES_NO) {
        const account = accountOf(ways, enrolmentRequired);
        expect(unmetWithoutPassword(account)).toEqual(lacking(ways.hasKey, false, ways.hasTotp));
        expect(unmetWithoutTotp(account)).toEqual(lacking(ways.hasKey, ways.hasPassword, false));
      }
    }
  });

  it('A protected account lacks nothing without password and codes: it has none', () => {
    expect(unmetWithoutPassword(sampleProtected())).toEqual([]);
    expect(unmetWithoutTotp(sampleProtected())).toEqual([]);
    for (const tier of PROTECTED_TIERS) expect(Object.keys(sampleProtected({ tier }))).not.toContain('password');
  });

  it('A protected account stands by its keys alone, whatever became of its recovery keys', () => {
    for (const tier of PROTECTED_TIERS) {
      for (const names of BUNCHES) {
        const credentials = sampleKeys(names);
        const expected = { tier, unmet: expectedOf(tier, names) };
        expect(standing(sampleAccount(tier, credentials))).toEqual(expected);
        expect(standing(sampleProtected({ tier, credentials, recoveryKeys: [] }))).toEqual(expected);
      }
    }
  });
});

describe('saving an account', () => {
  const of = (tier: Tier, ...unmet: Requirement[]): Standing => ({ tier, unmet });
  const STANDINGS = [
    of('standard'),
    of('standard', 'enrolment'),
    of('standard', 'way-in'),
    of('standard', 'second-factor'),
    of('standard', 'way-in', 'enrolment'),
    of('advanced'),
    of('advanced', 'two-keys'),
    of('advanced', 'two-keys', 'key-for-another-device'),
    of('hardware'),
    of('hardware', 'two-hardware-keys'),
  ];

  it('An account that meets its floor may always be saved, a required enrolment aside', () => {
    for (const before of [null, ...STANDINGS]) {
      for (const tier of TIERS) expect(breachesFloor(before, of(tier))).toBe(false);
      expect(breachesFloor(before, of('standard', 'enrolment'))).toBe(false);
    }
  });

  it('A protected account below its floor is never saved, not even when it was below it before', () => {
    for (const before of [null, ...STANDINGS]) {
      expect(breachesFloor(before, of('advanced', 'two-keys'))).toBe(true);
      expect(breachesFloor(before, of('advanced', 'key-for-another-device'))).toBe(true);
      expect(breachesFloor(before, of('hardware', 'two-hardware-keys'))).toBe(true);
    }
  });

  it('A new account begins with a way in', () => {
    expect(breachesFloor(null, of('standard', 'way-in'))).toBe(true);
    expect(breachesFloor(null, of('standard', 'second-factor', 'enrolment'))).toBe(true);
  });

  it('A standard account may stay as it was, but does not lose what it had', () => {
    for (const lost of ['way-in', 'second-factor'] as const) {
      for (const before of STANDINGS) {
        expect(breachesFloor(before, of('standard', lost, 'enrolment'))).toBe(!before.unmet.includes(lost));
      }
    }
    expect(breachesFloor(of('standard', 'way-in'), of('standard', 'way-in', 'second-factor'))).toBe(true);
  });
});
