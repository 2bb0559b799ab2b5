import { describe, expect, it } from 'vitest';
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
  sampleStandard,
} from '../account/account.sample.ts';
import { makeId } from '../id.ts';
import { TIERS, type Tier } from '../tier.ts';
import type { Credential } from './credential.ts';
import { decideRemoval, unmetWithout } from './decide-removal.ts';

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
        expect(unmetWithout(account, credential.id).length === 0, label).toBe(suffice(tier, rest));
        if (decision.allowed) expect(decision.facts.credential).toBe(credential);
        else
          expect(decision.refusal).toEqual({
            tag: 'floor-would-break',
            unmet: unmetWithout(account, credential.id),
          });
      }
    }
  });

  it('A protected account never falls below two keys, however many removals are tried and in whichever order', () => {
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
    expect(unmetWithout(account, roaming.id)).toEqual(['key-for-another-device']);
    expect(unmetWithout(account, bound.id)).toEqual([]);
    const pair = sampleProtected({ credentials: sampleKeys(['roaming', 'synced']) });
    expect(unmetWithout(pair, first(pair.credentials).id)).toEqual(['two-keys']);
  });

  it('The last key of a standard account goes only where a password and a second factor remain', () => {
    const credentials = sampleKeys(['synced']);
    const { id } = first(credentials);
    const lacking = [true, false].flatMap((hasPassword) =>
      [true, false].map((hasTotp) => {
        const password = hasPassword ? { setAt: NOW } : null;
        const totp = hasTotp ? { setAt: NOW } : null;
        const decision = decideRemoval(sampleStandard({ credentials, password, totp }), id, null, NOW);
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
    expect(decideRemoval(account, first(credentials).id, null, NOW).allowed).toBe(true);
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

describe('removing a key with one that is on probation', () => {
  const young = sampleKey('roaming, anchored', 4, { createdAt: NOW - 1, fullRightsAt: NOW + 1000 });
  const credentials = [...sampleKeys(['roaming, anchored', 'roaming, anchored', 'roaming, anchored']), young];

  it('A key on probation removes no other key, on any tier', () => {
    for (const tier of TIERS) {
      for (const { id } of credentials.filter((held) => held !== young)) {
        expect(decideRemoval(sampleAccount(tier, credentials), id, young, NOW)).toEqual({
          allowed: false,
          refusal: { tag: 'key-on-probation', fullRightsAt: NOW + 1000 },
        });
      }
    }
  });

  it('A key on probation may remove itself, and a key with full rights may remove one on probation', () => {
    for (const tier of TIERS) {
      for (const proof of [young, first(credentials)]) {
        expect(decideRemoval(sampleAccount(tier, credentials), young.id, proof, NOW).allowed).toBe(true);
      }
    }
  });

  it('Once its day is over the key removes others', () => {
    const { id } = first(credentials);
    for (const tier of TIERS) {
      expect(decideRemoval(sampleAccount(tier, credentials), id, young, NOW + 1000).allowed).toBe(true);
    }
  });

  it('Not even a removal of itself breaks the floor', () => {
    const account = sampleProtected({ credentials: [sampleKey('roaming'), young] });
    const decision = decideRemoval(account, young.id, young, NOW);
    expect(decision).toEqual({ allowed: false, refusal: { tag: 'floor-would-break', unmet: ['two-keys'] } });
  });
});
