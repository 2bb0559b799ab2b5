import { describe, expect, it } from 'vitest';
import { NOW, sampleAccount, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { TIERS } from '../tier.ts';
import type { Suspension } from './credential.ts';
import { decideSuspension, linkSuspends, suspensionBy, takenOver } from './decide-suspension.ts';
import { AGE_NAMES, DAY, IS_TRUSTED, keyOf, SUSPENSIONS, TRUSTED } from './key.sample.ts';

describe('suspending a key', () => {
  it('A trusted key suspends every other key, and a new one suspends none, on every tier', () => {
    for (const tier of TIERS) {
      for (const by of AGE_NAMES) {
        for (const age of AGE_NAMES) {
          const [first, other, third] = [keyOf(by, 1), keyOf(age, 2), keyOf(TRUSTED, 3)];
          const decision = decideSuspension(sampleAccount(tier, [first, other, third]), other.id, first, NOW);
          expect(decision.allowed, `${by} suspends ${age}`).toBe(IS_TRUSTED(by));
          if (decision.allowed) expect(decision.facts).toEqual({ credential: other, was: false });
          else expect(decision.refusal.tag).toBe('key-not-trusted');
        }
      }
    }
  });

  it('The last trusted key is suspended by nobody, itself included', () => {
    for (const tier of TIERS) {
      for (const age of AGE_NAMES.filter((one) => !IS_TRUSTED(one))) {
        const [last, other] = [keyOf(TRUSTED, 1), keyOf(age, 2)];
        expect(decideSuspension(sampleAccount(tier, [last, other]), last.id, last, NOW)).toEqual({
          allowed: false,
          refusal: { tag: 'last-trusted-way' },
        });
      }
    }
  });

  it('A standard account that has a password and a second factor may suspend its last key', () => {
    const key = keyOf(TRUSTED);
    const account = sampleStandard({ credentials: [key], password: { setAt: NOW }, totp: { setAt: NOW } });
    expect(decideSuspension(account, key.id, key, NOW).allowed).toBe(true);
  });

  it('A key that is suspended stays suspended as it was, and one that is not there is not found', () => {
    for (const suspension of SUSPENSIONS) {
      const [first, other] = [keyOf(TRUSTED, 1), keyOf(TRUSTED, 2, { suspension })];
      const account = sampleProtected({ credentials: [first, other] });
      expect(decideSuspension(account, other.id, first, NOW)).toMatchObject({ allowed: true, facts: { was: true } });
      expect(decideSuspension(sampleProtected({ credentials: [first] }), other.id, first, NOW)).toMatchObject({
        refusal: { tag: 'not-found' },
      });
    }
  });

  it('It is kept by whom: the key that proved presence, or password and second factor', () => {
    const key = keyOf(TRUSTED);
    expect(suspensionBy(key, NOW)).toEqual({ by: 'key', credentialId: key.id, at: NOW });
    expect(suspensionBy(null, NOW)).toEqual({ by: 'factor', at: NOW });
  });
});

describe('suspending a key by a link', () => {
  it('Takes every key but the last trusted way in, one vouched for, and one already suspended', () => {
    for (const age of AGE_NAMES) {
      for (const confirmedUntil of [null, NOW, NOW + DAY]) {
        for (const suspension of [null, ...SUSPENSIONS]) {
          const key = keyOf(age, 1, { confirmedUntil, suspension });
          const free = !suspension && confirmedUntil !== NOW + DAY;
          const beside = sampleProtected({ credentials: [key, keyOf(TRUSTED, 2)] });
          expect(linkSuspends(beside, key, NOW), age).toBe(free);
          const alone = sampleProtected({ credentials: [key, keyOf('a day old', 2)] });
          expect(linkSuspends(alone, key, NOW), age).toBe(false);
        }
      }
    }
  });
});

it('A key or a factor takes the place of what ends by itself, since when it was', () => {
  const { id } = keyOf(TRUSTED);
  const itself = { by: 'key', credentialId: id, at: NOW - DAY } as const;
  const ends = (one: Suspension) => one.by === 'link' || one === itself;
  for (const had of [...SUSPENSIONS, itself]) {
    for (const asked of [...SUSPENSIONS, itself]) {
      const takes = ends(had) && !ends(asked);
      expect(takenOver({ id, suspension: had }, asked), `${had.by}, ${asked.by}`).toEqual(
        takes ? { ...asked, at: had.at } : null,
      );
    }
  }
});
