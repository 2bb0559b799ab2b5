import { describe, expect, it } from 'vitest';
import {
  bunches,
  NOW,
  PROTECTED_TIERS,
  SORTS,
  type SortName,
  sampleAccount,
  sampleKeys,
  sampleProtected,
  sampleStandard,
} from '../account/account.sample.ts';
import { makeId } from '../id.ts';
import { TIERS, type Tier } from '../tier.ts';
import type { Credential } from './credential.ts';
import { decideRemoval, unmetWithout } from './decide-removal.ts';
import { AGE_NAMES, IS_TRUSTED, keyOf, STAGE_OF, SUSPENSIONS, TRUSTED } from './key.sample.ts';

const BUNCHES = bunches(4).filter((names) => names.length > 0);
const first = (keys: readonly Credential[]): Credential => {
  const [key] = keys;
  if (!key) throw new Error('there is a key');
  return key;
};

/** product.md §1: may an account of `tier` live on these keys alone? */
function suffice(tier: Tier, names: readonly SortName[]): boolean {
  if (tier === 'standard') return names.length > 0;
  const counted = names.filter((name) => tier === 'advanced' || SORTS[name].hardware);
  return counted.length >= 2 && counted.some((name) => SORTS[name].elsewhere);
}

describe('removing a key', () => {
  it.each(TIERS)('Of each bunch of up to four keys on %s, a key goes only where the rest holds the floor', (tier) => {
    for (const names of BUNCHES) {
      const credentials = sampleKeys(names);
      const account = sampleAccount(tier, credentials);
      for (const [index, credential] of credentials.entries()) {
        const rest = names.filter((_, other) => other !== index);
        const label = `${names.join(' + ')} without ${names[index]}`;
        const decision = decideRemoval(account, credential.id, credential, NOW);
        expect(decision.allowed, label).toBe(suffice(tier, rest));
        expect(unmetWithout(account, credential.id, NOW).length === 0, label).toBe(suffice(tier, rest));
        if (decision.allowed) expect(decision.facts.credential).toBe(credential);
        else
          expect(decision.refusal).toEqual({
            tag: 'floor-would-break',
            unmet: unmetWithout(account, credential.id, NOW),
          });
      }
    }
  });

  it('A protected account never falls below two keys, whatever removals are tried in any order', () => {
    for (const tier of PROTECTED_TIERS) {
      for (const names of BUNCHES.filter((bunch) => suffice(tier, bunch))) {
        for (const reversed of [false, true]) {
          let credentials: readonly Credential[] = sampleKeys(names);
          const order = reversed ? credentials.toReversed() : credentials;
          for (const { id } of order) {
            const proof = first(credentials.filter((held) => held.id !== id));
            if (decideRemoval(sampleProtected({ tier, credentials }), id, proof, NOW).allowed) {
              credentials = credentials.filter((held) => held.id !== id);
            }
          }
          expect(credentials.length, names.join(' + ')).toBeGreaterThanOrEqual(2);
        }
      }
    }
  });

  it('The refusal names what would be lacking', () => {
    const account = sampleProtected({ credentials: sampleKeys(['device-bound', 'roaming', 'device-bound']) });
    const [bound, roaming] = account.credentials;
    if (!bound || !roaming) throw new Error('there are keys');
    expect(unmetWithout(account, roaming.id, NOW)).toEqual(['key-for-another-device']);
    expect(unmetWithout(account, bound.id, NOW)).toEqual([]);
    const pair = sampleProtected({ credentials: sampleKeys(['roaming', 'synced']) });
    expect(unmetWithout(pair, first(pair.credentials).id, NOW)).toEqual(['two-keys']);
  });

  it('The last key of a standard account goes only where a password and a second factor remain', () => {
    const credentials = sampleKeys(['synced']);
    const { id } = first(credentials);
    const lacking = [true, false].flatMap((hasPassword) =>
      [true, false].map((hasTotp) => {
        const password = hasPassword ? { setAt: NOW } : null;
        const totp = hasTotp ? { setAt: NOW } : null;
        const decision = decideRemoval(sampleStandard({ credentials, password, totp }), id, first(credentials), NOW);
        return decision.allowed ? [] : decision.refusal;
      }),
    );
    expect(lacking).toEqual([
      [],
      { tag: 'floor-would-break', unmet: ['second-factor'] },
      { tag: 'floor-would-break', unmet: ['way-in'] },
      { tag: 'floor-would-break', unmet: ['way-in'] },
    ]);
  });

  it('An enrolment that is still required does not stand in the way of a removal', () => {
    const credentials = sampleKeys(['synced', 'roaming']);
    const account = sampleStandard({ credentials, enrolmentRequired: true });
    expect(decideRemoval(account, first(credentials).id, first(credentials), NOW).allowed).toBe(true);
  });

  it('A key that the account does not hold is not found', () => {
    const stranger = makeId('cred', new Uint8Array(16).fill(77));
    for (const tier of TIERS) {
      const account = sampleAccount(tier, sampleKeys(['roaming, anchored', 'roaming, anchored', 'synced']));
      expect(decideRemoval(account, stranger, first(account.credentials), NOW)).toEqual({
        allowed: false,
        refusal: { tag: 'not-found' },
      });
    }
  });
});

describe('removing a key, by what proved presence and what is left', () => {
  it('A trusted key ends every other key of any stage; a new one ends none, itself included', () => {
    for (const tier of TIERS) {
      for (const by of AGE_NAMES) {
        for (const age of AGE_NAMES) {
          for (const suspension of [null, ...SUSPENSIONS]) {
            const [proof, gone] = [keyOf(by, 1), keyOf(age, 2, { suspension })];
            const account = sampleAccount(tier, [proof, gone, keyOf(TRUSTED, 3), keyOf(TRUSTED, 4)]);
            const decision = decideRemoval(account, gone.id, proof, NOW);
            expect(decision.allowed, `${by} ends ${age}`).toBe(IS_TRUSTED(by));
            expect(decideRemoval(account, proof.id, proof, NOW).allowed).toBe(IS_TRUSTED(by));
          }
        }
      }
    }
  });

  it('What holds the floor is a day old and not suspended: every pair of keys that would be left', () => {
    for (const tier of PROTECTED_TIERS) {
      for (const one of AGE_NAMES) {
        for (const two of AGE_NAMES) {
          for (const suspension of [null, ...SUSPENSIONS]) {
            const [proof, left] = [keyOf(one, 1), keyOf(two, 2, { suspension })];
            const gone = keyOf(TRUSTED, 3);
            const unmet = unmetWithout(sampleAccount(tier, [proof, left, gone]), gone.id, NOW);
            const holds = STAGE_OF[one] !== 'first-day' && STAGE_OF[two] !== 'first-day' && suspension === null;
            expect(unmet.length === 0, `${one} and ${two}`).toBe(holds);
          }
        }
      }
    }
  });

  it('The last trusted way in is not ended, though new keys would hold the floor', () => {
    for (const tier of TIERS) {
      const last = keyOf(TRUSTED, 1);
      const account = sampleAccount(tier, [last, keyOf('a day old', 2), keyOf('a day old', 3)]);
      expect(decideRemoval(account, last.id, last, NOW)).toEqual({
        allowed: false,
        refusal: { tag: 'last-trusted-way' },
      });
    }
  });
});
