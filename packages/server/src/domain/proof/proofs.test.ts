import { describe, expect, it } from 'vitest';
import { NOW, SORT_NAMES, SORTS, sampleAccount } from '../account/account.sample.ts';
import type { Credential } from '../credential/credential.ts';
import { AGE_NAMES, IS_TRUSTED, keyOf, SUSPENSIONS } from '../credential/key.sample.ts';
import { TIERS, type Tier } from '../tier.ts';
import { countProofs, type SecondProof } from './proofs.ts';

/** Every key that a rule tells apart: of every sort and age, suspended in every way or not. */
const everyKey = (nth: number): Credential[] =>
  SORT_NAMES.flatMap((sort) =>
    AGE_NAMES.flatMap((age) => [null, ...SUSPENSIONS].map((suspension) => keyOf(age, nth, { suspension }, sort))),
  );
const AGE_OF = (key: Credential) =>
  AGE_NAMES.find((age) => keyOf(age).createdAt === key.createdAt && keyOf(age).trustedAt === key.trustedAt);
const SORT_OF = (key: Credential) => SORT_NAMES.find((sort) => key.nickname.startsWith(`${sort} key`));

/** Written down by hand: trusted, not suspended, and good on the tier. */
function isProof(key: Credential, tier: Tier): boolean {
  const [age, sort] = [AGE_OF(key), SORT_OF(key)];
  if (!age || !sort) throw new Error('a sample key has an age and a sort');
  return IS_TRUSTED(age) && key.suspension === null && (tier !== 'hardware' || SORTS[sort].hardware);
}

describe('counting proofs', () => {
  it('Any two keys are two proofs where both are trusted, not suspended and good on the tier', () => {
    for (const tier of TIERS) {
      for (const first of everyKey(1)) {
        for (const key of everyKey(2)) {
          const account = sampleAccount(tier, [first, key]);
          const both = isProof(first, tier) && isProof(key, tier);
          const count = countProofs(account, { first, second: { is: 'key', key } }, NOW);
          if (count !== (both ? 2 : 1)) expect.fail(`${tier}: ${first.nickname} and ${key.nickname}: ${count}`);
        }
      }
    }
  });

  it('Any key and a recovery key are two proofs if the key is one and the account is protected', () => {
    for (const tier of TIERS) {
      for (const first of everyKey(1)) {
        const second: SecondProof = { is: 'recovery-key', ordinal: 1 };
        const two = tier !== 'standard' && isProof(first, tier);
        expect(countProofs(sampleAccount(tier, [first]), { first, second }, NOW)).toBe(two ? 2 : 1);
      }
    }
  });

  it('One key twice, a key alone, and password and code beside anything are one proof', () => {
    for (const tier of TIERS) {
      for (const key of everyKey(1)) {
        const account = sampleAccount(tier, [key]);
        for (const proofs of [
          { first: key, second: { is: 'key', key } },
          { first: key, second: null },
          { first: null, second: { is: 'key', key } },
          { first: null, second: { is: 'recovery-key', ordinal: 1 } },
          { first: null, second: null },
        ] as const) {
          expect(countProofs(account, proofs, NOW)).toBe(1);
        }
      }
    }
  });
});
