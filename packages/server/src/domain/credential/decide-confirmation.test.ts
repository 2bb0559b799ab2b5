import { describe, expect, it } from 'vitest';
import { NOW, sampleAccount, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { refuse } from '../decision.ts';
import { TIERS } from '../tier.ts';
import { asksWhose, decideConfirmation } from './decide-confirmation.ts';
import { AGE_NAMES, DAY, IS_TRUSTED, keyOf, SUSPENSIONS, TRUSTED } from './key.sample.ts';

describe('vouching for a key', () => {
  it('A trusted key vouches for every other key for thirty days; a new one for none', () => {
    for (const tier of TIERS) {
      for (const by of AGE_NAMES) {
        for (const age of AGE_NAMES) {
          const [first, key] = [keyOf(by, 1), keyOf(age, 2)];
          const decision = decideConfirmation(sampleAccount(tier, [first, key]), key.id, first, NOW + 1, 300, NOW);
          expect(decision.allowed, `${by} vouches for ${age}`).toBe(IS_TRUSTED(by));
          if (decision.allowed) expect(decision.facts).toEqual({ credential: key, until: NOW + 30 * DAY });
        }
      }
    }
  });

  it('A proof of before a key was added vouches for it no more than the session that planted it', () => {
    const [first, key] = [keyOf(TRUSTED, 1), keyOf(TRUSTED, 2)];
    const by = (provedAt: number) =>
      decideConfirmation(sampleProtected({ credentials: [first, key] }), key.id, first, provedAt, 300, NOW);
    expect(by(key.createdAt)).toEqual(refuse({ tag: 'step-up-required', ageSecondsMax: 300 }));
    expect(by(key.createdAt + 1).allowed).toBe(true);
  });

  it('No key vouches for itself', () => {
    const key = keyOf(TRUSTED);
    const decision = decideConfirmation(sampleProtected({ credentials: [key] }), key.id, key, NOW + 1, 300, NOW);
    expect(decision).toMatchObject({ refusal: { tag: 'same-key' } });
  });

  it('Password and second factor vouch for a key where none is trusted', () => {
    for (const age of AGE_NAMES) {
      const key = keyOf(age);
      const account = sampleStandard({ credentials: [key], password: { setAt: NOW }, totp: { setAt: NOW } });
      expect(decideConfirmation(account, key.id, null, NOW + 1, 300, NOW).allowed, age).toBe(!IS_TRUSTED(age));
    }
  });

  it('A suspended key is brought back, not vouched for; one that is not there is not found', () => {
    const first = keyOf(TRUSTED, 1);
    for (const suspension of SUSPENSIONS) {
      const key = keyOf(TRUSTED, 2, { suspension });
      for (const credentials of [[first, key], [first]]) {
        const decision = decideConfirmation(sampleProtected({ credentials }), key.id, first, NOW + 1, 300, NOW);
        expect(decision).toMatchObject({ refusal: { tag: 'not-found' } });
      }
    }
  });

  it('Its holder is asked whose a key is while it is new, not suspended, and not yet vouched for', () => {
    for (const age of AGE_NAMES) {
      for (const suspension of [null, ...SUSPENSIONS]) {
        for (const confirmedUntil of [null, NOW, NOW + 1]) {
          const asked = !IS_TRUSTED(age) && suspension === null && confirmedUntil !== NOW + 1;
          expect(asksWhose(keyOf(age, 1, { suspension, confirmedUntil }), NOW), age).toBe(asked);
        }
      }
    }
  });
});
