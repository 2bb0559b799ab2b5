import { describe, expect, it } from 'vitest';
import { NOW, SORT_NAMES, SORTS, sampleAccount, sampleKey } from '../account/account.sample.ts';
import { TIERS } from '../tier.ts';
import type { Credential, CredentialOrigin } from './credential.ts';
import { CREDENTIALS_MAX, decideAddition } from './decide-addition.ts';
import { NEW_MS } from './key-stage.ts';

const ORIGINS: readonly CredentialOrigin[] = ['sign-up', 'setup', 'enrolment', 'account'];
const keys = (count: number) => Array.from({ length: count }, (_, index) => sampleKey('roaming, anchored', index + 1));

const FULL = { allowed: false, refusal: { tag: 'too-many-credentials', countMax: 20 } };

describe('adding a key', () => {
  it('Every tier takes every sort of key, but the hardware floor only one that counts toward it', () => {
    for (const tier of TIERS) {
      for (const name of SORT_NAMES) {
        const decision = decideAddition(sampleAccount(tier, keys(2)), sampleKey(name, 9), 'account', NOW);
        const taken = tier !== 'hardware' || SORTS[name].hardware;
        expect(decision, `${tier} ${name}`).toEqual(
          taken
            ? { allowed: true, facts: { trustedAt: NOW + NEW_MS } }
            : { allowed: false, refusal: { tag: 'requirements-unmet', unmet: ['two-hardware-keys'] } },
        );
      }
    }
  });

  it('A key added to an account in use is new for fourteen days; one that opens a new one is not', () => {
    const waits = ORIGINS.map((origin) => {
      const decision = decideAddition(sampleAccount('standard', []), sampleKey('synced'), origin, NOW);
      return decision.allowed && decision.facts.trustedAt - NOW;
    });
    expect(waits).toEqual([0, 0, NEW_MS, NEW_MS]);
  });

  it('A key that the account has is not taken twice, and it is known by its credential id', () => {
    for (const tier of TIERS) {
      const account = sampleAccount(tier, keys(2));
      const again = sampleKey('roaming, anchored', 9, { externalId: 'external-2' });
      expect(decideAddition(account, again, 'account', NOW)).toEqual({
        allowed: false,
        refusal: { tag: 'credential-exists' },
      });
      const sameMake = sampleKey('roaming, anchored', 9);
      expect(sameMake.aaguid).toBe(account.credentials[0]?.aaguid);
      expect(decideAddition(account, sameMake, 'account', NOW).allowed).toBe(true);
    }
  });

  it('An account holds twenty keys at most', () => {
    expect(CREDENTIALS_MAX).toBe(20);
    for (const tier of TIERS) {
      const next = sampleKey('roaming, anchored', 99);
      expect(decideAddition(sampleAccount(tier, keys(19)), next, 'account', NOW).allowed).toBe(true);
      for (const held of [20, 21]) {
        expect(decideAddition(sampleAccount(tier, keys(held)), next, 'account', NOW)).toEqual(FULL);
      }
    }
  });

  it('Suspended keys take none of the twenty places, and there are never more than forty in all', () => {
    const suspension = { by: 'link', at: NOW } as const;
    const suspended = (count: number) => keys(count).map((key) => ({ ...key, suspension }));
    const next = sampleKey('roaming, anchored', 99);
    const add = (held: readonly Credential[]) => decideAddition(sampleAccount('advanced', held), next, 'account', NOW);
    expect(add([...keys(19), ...suspended(20)]).allowed).toBe(true);
    expect(add([...keys(19), ...suspended(21)])).toEqual(FULL);
  });
});
