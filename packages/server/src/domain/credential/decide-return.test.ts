import { describe, expect, it } from 'vitest';
import { NOW, SORT_NAMES, SORTS, sampleAccount, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { TIERS } from '../tier.ts';
import type { Credential, Suspension } from './credential.ts';
import {
  comesBackAt,
  confirmedAfter,
  decideBringingBack,
  decideReturn,
  otherReturns,
  type ReturnProof,
} from './decide-return.ts';
import { AGE_NAMES, DAY, IS_TRUSTED, keyOf, SUSPENDER, SUSPENSIONS, TRUSTED } from './key.sample.ts';

const suspender = (change: Partial<Credential> = {}) => keyOf(TRUSTED, 90, change);
const [byKey, byFactor, byLink] = SUSPENSIONS as [Suspension, Suspension, Suspension];
/** At the moment at which the youngest trusted key of these tests became so. */
const JUST_NOW = SUSPENSIONS.map((suspension): Suspension => ({ ...suspension, at: NOW }));
/** Trusted long before anything was suspended. */
const ALWAYS = { trustedAt: NOW - 90 * DAY } as const;
const longAgo = (suspension: Suspension, at: number): Suspension => ({ ...suspension, at });

describe('bringing a key back by another', () => {
  it('A trusted key brings back what anybody suspended; a new one brings nothing back', () => {
    for (const tier of TIERS) {
      for (const by of AGE_NAMES) {
        for (const suspension of SUSPENSIONS) {
          const [first, key] = [keyOf(by, 1), keyOf(TRUSTED, 2, { suspension })];
          const decision = decideBringingBack(sampleAccount(tier, [first, key, suspender()]), key.id, first, NOW);
          expect(decision.allowed).toBe(IS_TRUSTED(by));
          if (decision.allowed) expect(decision.facts).toEqual({ back: [key], becomeTrusted: false, instead: [] });
        }
      }
    }
  });

  it('A key that is not suspended, or not there, is not found', () => {
    const [first, key] = [keyOf(TRUSTED, 1), keyOf(TRUSTED, 2)];
    for (const credentials of [[first, key], [first]]) {
      expect(decideBringingBack(sampleProtected({ credentials }), key.id, first, NOW)).toEqual({
        allowed: false,
        refusal: { tag: 'not-found' },
      });
    }
  });
});

describe('coming back by itself', () => {
  it('With a recovery key any key comes back trusted, and its suspender is suspended instead', () => {
    for (const age of AGE_NAMES) {
      for (const suspension of SUSPENSIONS) {
        const key = keyOf(age, 1, { suspension });
        const thief = suspender();
        const account = sampleProtected({ credentials: [key, thief, keyOf(TRUSTED, 2)] });
        expect(decideReturn(account, key, { with: 'recovery-key' }, NOW)).toEqual({
          allowed: true,
          facts: { back: [key], becomeTrusted: true, instead: suspension.by === 'key' ? [thief] : [] },
        });
      }
    }
  });

  it('Two suspended keys come back together only where both were trusted when it was done', () => {
    for (const one of AGE_NAMES) {
      for (const two of AGE_NAMES) {
        for (const first of JUST_NOW) {
          for (const second of JUST_NOW) {
            const [key, other] = [keyOf(one, 1, { suspension: first }), keyOf(two, 2, { suspension: second })];
            const thief = suspender();
            const account = sampleProtected({ credentials: [key, other, thief] });
            const decision = decideReturn(account, key, { with: 'key', other }, NOW);
            expect(decision.allowed, `${one} and ${two}`).toBe(IS_TRUSTED(one) && IS_TRUSTED(two));
            if (!decision.allowed) expect(decision.refusal.tag).toBe('key-not-trusted');
            else {
              const instead = first.by === 'key' || second.by === 'key' ? [thief] : [];
              expect(decision.facts).toEqual({ back: [key, other], becomeTrusted: false, instead });
            }
          }
        }
      }
    }
    const key = keyOf(TRUSTED, 1, { suspension: byKey });
    const account = sampleProtected({ credentials: [key, suspender()] });
    expect(decideReturn(account, key, { with: 'key', other: key }, NOW)).toMatchObject({
      refusal: { tag: 'same-key' },
    });
  });

  it('Two keys that were suspended while they were new never are a pair, however long they wait', () => {
    for (const suspension of SUSPENSIONS) {
      for (const late of [-DAY, -1, 0, 30 * DAY]) {
        const trustedAt = NOW - 30 * DAY;
        const change = { trustedAt, suspension: longAgo(suspension, trustedAt + late) };
        const [key, other] = [keyOf(TRUSTED, 1, change), keyOf(TRUSTED, 2, { ...ALWAYS, suspension })];
        const account = sampleProtected({ credentials: [key, other, suspender()] });
        for (const [shown, beside] of [
          [key, other],
          [other, key],
        ] as const) {
          const decision = decideReturn(account, shown, { with: 'key', other: beside }, NOW);
          expect(decision.allowed, `${suspension.by}, ${late}`).toBe(late >= 0);
          if (!decision.allowed) {
            expect(decision.refusal).toEqual({ tag: 'key-not-trusted', rights: 'trusted', from: null });
          }
        }
      }
    }
  });

  it('A suspended key beside one that is not suspended is no pair', () => {
    const [key, other] = [keyOf(TRUSTED, 1, { suspension: byKey }), keyOf(TRUSTED, 2)];
    const account = sampleProtected({ credentials: [key, other] });
    expect(decideReturn(account, key, { with: 'key', other }, NOW)).toMatchObject({ refusal: { tag: 'not-found' } });
  });

  it('By its own touch comes back only what a link suspended, a week later to the millisecond', () => {
    for (const age of AGE_NAMES) {
      for (const suspension of SUSPENSIONS) {
        for (const late of [0, 7 * DAY - 1, 7 * DAY, 8 * DAY]) {
          const key = keyOf(age, 1, { suspension: longAgo(suspension, NOW - late) });
          const decision = decideReturn(sampleProtected({ credentials: [key] }), key, { with: 'nothing' }, NOW);
          const comes = suspension.by === 'link' && late >= 7 * DAY;
          expect(decision.allowed, `${age}, by ${suspension.by}, ${late / DAY} days`).toBe(comes);
          if (decision.allowed) expect(decision.facts).toEqual({ back: [key], becomeTrusted: false, instead: [] });
          else {
            const comesBackAt = suspension.by === 'link' ? NOW - late + 7 * DAY : null;
            expect(decision.refusal).toEqual({ tag: 'key-suspended', comesBackAt });
          }
        }
      }
    }
  });

  it('It does not come back by its own touch where another trusted key was used since', () => {
    const at = NOW - 8 * DAY;
    const key = keyOf(TRUSTED, 1, { suspension: longAgo(byLink, at), lastUsedAt: NOW });
    for (const age of AGE_NAMES) {
      for (const suspension of [null, byFactor]) {
        for (const lastUsedAt of [null, at - 1, at, NOW]) {
          const other = keyOf(age, 2, { lastUsedAt, suspension });
          const account = sampleProtected({ credentials: [key, other] });
          const used = IS_TRUSTED(age) && !suspension && lastUsedAt !== null && lastUsedAt >= at;
          expect(decideReturn(account, key, { with: 'nothing' }, NOW).allowed, age).toBe(!used);
          expect(comesBackAt(account, key, NOW), age).toBe(used ? null : at + 7 * DAY);
        }
      }
    }
  });

  it('A suspender that is gone, suspended or itself coming back is not suspended again', () => {
    const key = keyOf(TRUSTED, 1, { ...ALWAYS, suspension: byKey });
    const proof = { with: 'recovery-key' } as const;
    const gone = decideReturn(sampleProtected({ credentials: [key, keyOf(TRUSTED, 2)] }), key, proof, NOW);
    expect(gone).toMatchObject({ facts: { instead: [] } });
    const asleep = suspender({ ...ALWAYS, suspension: byFactor });
    const account = sampleProtected({ credentials: [key, asleep] });
    expect(decideReturn(account, key, proof, NOW)).toMatchObject({ facts: { instead: [] } });
    expect(decideReturn(account, key, { with: 'key', other: asleep }, NOW)).toMatchObject({
      facts: { back: [key, asleep], instead: [] },
    });
    expect(asleep.id).toBe(SUSPENDER);
  });

  it('A key that does not count on the tier does not come back, in every way and of every sort', () => {
    for (const tier of TIERS) {
      for (const sort of SORT_NAMES) {
        const suspension = longAgo(byLink, NOW - 8 * DAY);
        const key = keyOf(TRUSTED, 1, { ...ALWAYS, suspension }, sort);
        const other = keyOf(TRUSTED, 2, { ...ALWAYS, suspension });
        const account = sampleAccount(tier, [key, other]);
        const proofs: ReturnProof[] = [{ with: 'recovery-key' }, { with: 'key', other }, { with: 'nothing' }];
        const counts = tier !== 'hardware' || SORTS[sort].hardware;
        for (const proof of proofs) {
          expect(decideReturn(account, key, proof, NOW).allowed, `${tier}: ${sort}, ${proof.with}`).toBe(counts);
        }
        expect(decideReturn(account, other, { with: 'key', other: key }, NOW).allowed).toBe(counts);
      }
    }
  });

  it('A key that is not suspended has nothing to come back from', () => {
    const key = keyOf(TRUSTED);
    expect(decideReturn(sampleProtected({ credentials: [key] }), key, { with: 'recovery-key' }, NOW)).toMatchObject({
      refusal: { tag: 'not-found' },
    });
  });
});

it('It stays suspended where password and second factor are the trusted way in', () => {
  const at = NOW - 8 * DAY;
  const factors = { password: { setAt: at }, totp: { setAt: at } };
  for (const age of AGE_NAMES) {
    const key = keyOf(age, 1, { suspension: { by: 'link', at } });
    const comes = (change: Parameters<typeof sampleStandard>[0]) =>
      comesBackAt(sampleStandard({ credentials: [key], ...change }), key, NOW);
    expect(comes(factors), age).toBeNull();
    expect(comes({ password: factors.password }), age).toBe(NOW - DAY);
    // Beside a trusted key that was not used they are not what is trusted.
    expect(comes({ ...factors, credentials: [key, keyOf(TRUSTED, 2)] }), age).toBe(NOW - DAY);
  }
});

it('What came back by its own touch while it is new is touched by links, and nothing else is', () => {
  for (const age of AGE_NAMES) {
    const key = keyOf(age, 1, { suspension: { by: 'link', at: NOW - 8 * DAY } });
    for (const shown of ['recovery-key', 'key', 'nothing'] as const) {
      const spared = shown !== 'nothing' || IS_TRUSTED(age);
      expect(confirmedAfter(key, shown, NOW), `${age}, ${shown}`).toBe(spared ? NOW + 30 * DAY : null);
    }
  }
});

it('A key that suspended itself comes back by its own touch as after a link', () => {
  for (const age of AGE_NAMES) {
    const { id } = keyOf(age);
    const suspension = { by: 'key', credentialId: id, at: NOW } as const;
    const key = keyOf(age, 1, { suspension });
    const lost = keyOf(TRUSTED, 2, { lastUsedAt: NOW - DAY });
    const account = sampleStandard({ credentials: [key, lost] });
    expect(comesBackAt(account, key, NOW), age).toBe(NOW + 7 * DAY);
    expect(comesBackAt({ ...account, credentials: [key, { ...lost, lastUsedAt: NOW }] }, key, NOW), age).toBeNull();
  }
});

describe('coming back behind a recovery link', () => {
  const behind = (account: Parameters<typeof decideReturn>[0], key: Credential) =>
    decideReturn(account, key, { with: 'link' }, NOW);

  it('A trusted key of a standard account comes back alone; what suspended it stays as it is', () => {
    for (const suspension of SUSPENSIONS) {
      const key = keyOf(TRUSTED, 1, { suspension, ...ALWAYS });
      const account = sampleStandard({ credentials: [key, suspender()] });
      expect(behind(account, key)).toEqual({
        allowed: true,
        facts: { back: [key], becomeTrusted: false, instead: [] },
      });
    }
  });

  it('No key does that was shut out while it was new, and none of a protected account', () => {
    const refusal = { tag: 'key-not-trusted', rights: 'trusted', from: null };
    for (const suspension of SUSPENSIONS) {
      const planted = keyOf(TRUSTED, 1, { suspension, trustedAt: suspension.at + 1 });
      const standard = sampleStandard({ credentials: [planted, suspender()] });
      expect(behind(standard, planted)).toEqual({ allowed: false, refusal });
      const own = keyOf(TRUSTED, 1, { suspension, ...ALWAYS });
      const guarded = sampleProtected({ credentials: [own, suspender()] });
      expect(behind(guarded, own)).toEqual({ allowed: false, refusal });
    }
  });
});

describe('what else brings a suspended key back', () => {
  const key = keyOf(TRUSTED, 1, { suspension: byKey, ...ALWAYS });
  const ways = (account: Parameters<typeof otherReturns>[0], one = key) => otherReturns(account, one, NOW);

  it('is each way that the account has, and none that would be refused', () => {
    const other = keyOf(TRUSTED, 2);
    const shutOut = keyOf(TRUSTED, 3, { suspension: byLink, ...ALWAYS });
    expect(ways(sampleProtected({ credentials: [key, other, shutOut] }))).toEqual(['key', 'recovery-key', 'pair']);
    expect(ways(sampleProtected({ credentials: [key, suspender()], recoveryKeys: [] }))).toEqual(['key']);
    const young = keyOf(TRUSTED, 3, { suspension: { by: 'link', at: NOW - 1 }, trustedAt: NOW });
    expect(ways(sampleProtected({ credentials: [key, young], recoveryKeys: [] }))).toEqual([]);
  });

  it('is no void recovery key; password and second factor only if no key is trusted', () => {
    const account = sampleProtected({ credentials: [key] });
    const recoveryKeys = account.recoveryKeys.map((one) => ({ ...one, spentAt: NOW }));
    expect(ways(sampleProtected({ credentials: [key], recoveryKeys }))).toEqual([]);
    const factors = { password: { setAt: NOW }, totp: { setAt: NOW } };
    expect(ways(sampleStandard({ credentials: [key], ...factors }))).toEqual(['factors', 'link']);
    expect(ways(sampleStandard({ credentials: [key, keyOf(TRUSTED, 2)], ...factors }))).toEqual(['key', 'link']);
  });
});
