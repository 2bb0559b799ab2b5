import { describe, expect, it } from 'vitest';
import { NOW, SORT_NAMES, SORTS, sampleAccount } from '../account/account.sample.ts';
import { AGE_NAMES, IS_TRUSTED, keyOf, SUSPENSIONS, TRUSTED } from '../credential/key.sample.ts';
import { TIERS } from '../tier.ts';
import { decideRecoveryKeyBeside, decideSecondKey } from './decide-second-proof.ts';
import { countProofs } from './proofs.ts';

describe('a second key', () => {
  it('Stands beside the first just where both count as two, for every age, suspension and sort', () => {
    for (const tier of TIERS) {
      for (const one of AGE_NAMES) {
        for (const two of AGE_NAMES) {
          for (const suspension of [null, ...SUSPENSIONS]) {
            for (const sort of SORT_NAMES) {
              const [first, key] = [keyOf(one, 1), keyOf(two, 2, { suspension }, sort)];
              const account = sampleAccount(tier, [first, key]);
              const allowed = decideSecondKey(account, first, key, NOW).allowed;
              expect(allowed).toBe(countProofs(account, { first, second: { is: 'key', key } }, NOW) === 2);
              const good = !suspension && (tier !== 'hardware' || SORTS[sort].hardware);
              expect(allowed).toBe(IS_TRUSTED(one) && IS_TRUSTED(two) && good);
            }
          }
        }
      }
    }
  });

  it('Is another key than the first, and says so', () => {
    const key = keyOf(TRUSTED);
    expect(decideSecondKey(sampleAccount('advanced', [key]), key, key, NOW)).toMatchObject({
      refusal: { tag: 'same-key' },
    });
  });

  it('Does not stand beside password and code', () => {
    const key = keyOf(TRUSTED);
    for (const tier of TIERS) {
      expect(decideSecondKey(sampleAccount(tier, [key]), null, key, NOW)).toMatchObject({
        refusal: { tag: 'key-not-trusted', from: null },
      });
    }
  });
});

describe('a recovery key beside a key', () => {
  it('Makes a new key trusted, of every age, and never a suspended one or one that opens nothing', () => {
    for (const tier of TIERS) {
      for (const age of AGE_NAMES) {
        for (const suspension of [null, ...SUSPENSIONS]) {
          for (const sort of SORT_NAMES) {
            const key = keyOf(age, 1, { suspension }, sort);
            const decision = decideRecoveryKeyBeside(sampleAccount(tier, [key]), key, NOW);
            const opens = tier !== 'standard' && !suspension && (tier !== 'hardware' || SORTS[sort].hardware);
            expect(decision.allowed, `${tier}: ${sort}, ${age}`).toBe(opens);
            if (decision.allowed) expect(decision.facts).toEqual({ makesTrusted: !IS_TRUSTED(age) });
          }
        }
      }
    }
  });

  it('Wants a key beside it', () => {
    expect(decideRecoveryKeyBeside(sampleAccount('advanced', []), null, NOW)).toMatchObject({
      refusal: { tag: 'key-not-trusted', from: null },
    });
  });
});
