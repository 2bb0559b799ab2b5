import { describe, expect, it } from 'vitest';
import { NOW, SORT_NAMES, SORTS, sampleProtected } from '../account/account.sample.ts';
import { decideFloor, shutOutByFloor, unmetByFloor } from './decide-floor.ts';
import { AGE_NAMES, AGES, IS_TRUSTED, keyOf, STAGE_OF, SUSPENSIONS, TRUSTED } from './key.sample.ts';

describe('raising the floor to hardware keys', () => {
  it('Wants two hardware keys that are a day old or trusted, and not suspended', () => {
    for (const one of AGE_NAMES) {
      for (const two of AGE_NAMES) {
        for (const suspension of [null, ...SUSPENSIONS]) {
          const [first, second] = [keyOf(one, 1), keyOf(two, 2, { suspension })];
          const account = sampleProtected({ credentials: [first, second] });
          const enough = STAGE_OF[one] !== 'first-day' && STAGE_OF[two] !== 'first-day' && !suspension;
          expect(unmetByFloor(account, NOW).length === 0, `${one} and ${two}`).toBe(enough);
          expect(decideFloor(account, first, NOW).allowed, `${one} and ${two}`).toBe(enough);
        }
      }
    }
  });

  it('Names each trusted key that it would shut out, of every sort and age, suspended ones too', () => {
    const hardware = [keyOf(TRUSTED, 1), keyOf(TRUSTED, 2)];
    for (const sort of SORT_NAMES) {
      for (const age of AGE_NAMES) {
        for (const suspension of [null, ...SUSPENSIONS]) {
          const key = keyOf(age, 3, { suspension }, sort);
          const account = sampleProtected({ credentials: [...hardware, key] });
          const shut = !SORTS[sort].hardware && IS_TRUSTED(age) ? [key] : [];
          expect(shutOutByFloor(account, NOW), `${sort}, ${age}`).toEqual(shut);
          const decision = decideFloor(account, hardware[0] ?? null, NOW);
          expect(decision).toEqual({ allowed: true, facts: { key: hardware[0], shutsOut: shut } });
        }
      }
    }
    expect(Object.keys(AGES)).toEqual(AGE_NAMES);
  });

  it('Is asked for with a key that counts, of every sort', () => {
    const hardware = [keyOf(TRUSTED, 1), keyOf(TRUSTED, 2)];
    for (const sort of SORT_NAMES) {
      const asking = keyOf(TRUSTED, 3, {}, sort);
      const decision = decideFloor(sampleProtected({ credentials: [...hardware, asking] }), asking, NOW);
      expect(decision.allowed, sort).toBe(SORTS[sort].hardware);
    }
    expect(decideFloor(sampleProtected({ credentials: hardware }), null, NOW).allowed).toBe(false);
  });
});
