import { describe, expect, it } from 'vitest';
import {
  bunches,
  NOW,
  PROTECTED_TIERS,
  SORTS,
  type SortName,
  sampleKey,
  sampleKeys,
  sampleRecoveryKeys,
  sampleStandard,
} from '../account/account.sample.ts';
import type { StandardAccount } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { refuse } from '../decision.ts';
import { WAIT_HOURS } from '../recovery/recovery-key-record.ts';
import {
  confirmingKeys,
  currentStep,
  decideCommit,
  type Enrolment,
  unmetForEnrolment,
  wouldSettle,
} from './enrolment.ts';
import { FORMER_KINDS, type FormerFactor, type FormerKind } from './former-factor.ts';
import { FORMER_FACTOR_MS, SETTLING_MS } from './settling.ts';

const ENROLMENTS: readonly Enrolment[] = [0, 1, 2].flatMap((made) =>
  [0, 1, 2]
    .filter((proved) => proved <= made)
    .flatMap((proved) =>
      [null, ...WAIT_HOURS].map((waitHours) => ({
        startedAt: NOW,
        recoveryKeys: sampleRecoveryKeys(made, proved),
        waitHours,
        addedKeys: [],
      })),
    ),
);
const ready: Enrolment = { startedAt: NOW, recoveryKeys: sampleRecoveryKeys(2, 1), waitHours: 72, addedKeys: [] };
/** A key that counts for every floor, trusted; it is not among the account's keys of most tests. */
const tapped = sampleKey('roaming, anchored', 9);
const commit = (account: StandardAccount, enrolment: Enrolment | null, floor: 'advanced' | 'hardware', key = tapped) =>
  decideCommit(account, enrolment, floor, key, [], NOW);

const recoveryReady = (enrolment: Enrolment): boolean =>
  enrolment.recoveryKeys.length === 2 &&
  enrolment.recoveryKeys.some((key) => key.provedAt !== null) &&
  enrolment.waitHours !== null;
function keysReady(floor: 'advanced' | 'hardware', names: readonly SortName[]): boolean {
  const counted = names.filter((name) => floor === 'advanced' || SORTS[name].hardware);
  return counted.length >= 2 && counted.some((name) => SORTS[name].elsewhere);
}

describe('turning protection on', () => {
  it('The waiting time is 72 or 168 hours', () => {
    expect(WAIT_HOURS).toEqual([72, 168]);
  });

  it('The four steps come in their order: confirm, two keys, recovery keys, commit', () => {
    for (const names of bunches(2)) {
      const account = sampleStandard({ credentials: sampleKeys(names) });
      expect(currentStep(account, null)).toBe(1);
      for (const enrolment of ENROLMENTS) {
        const third = recoveryReady(enrolment) ? 4 : 3;
        expect(currentStep(account, enrolment)).toBe(keysReady('advanced', names) ? third : 2);
      }
    }
  });

  it('An enrolment goes back a step when a key is gone, and is resumed where it stood', () => {
    const [one, two] = sampleKeys(['roaming', 'device-bound']);
    if (!one || !two) throw new Error('two were made');
    expect(currentStep(sampleStandard({ credentials: [one, two] }), ready)).toBe(4);
    expect(currentStep(sampleStandard({ credentials: [two] }), ready)).toBe(2);
  });

  it.each(PROTECTED_TIERS)(
    'With the %s floor it commits only when keys, recovery keys, proof and wait are all there',
    (floor) => {
      for (const names of bunches(3)) {
        // New keys: with hardware keys only none of them is shut out in passing.
        const credentials = sampleKeys(names).map((key) => ({ ...key, createdAt: NOW, trustedAt: NOW + 1 }));
        const account = sampleStandard({ credentials });
        for (const enrolment of ENROLMENTS) {
          const decision = commit(account, enrolment, floor);
          const whole = keysReady(floor, names) && recoveryReady(enrolment);
          expect(decision, names.join(' + ')).toEqual(
            whole
              ? { allowed: true, facts: { waitHours: enrolment.waitHours, trusted: [tapped.id], settlesAt: null } }
              : {
                  allowed: false,
                  refusal: { tag: 'requirements-unmet', unmet: unmetForEnrolment(account, enrolment, floor) },
                },
          );
          if (!decision.allowed) expect(unmetForEnrolment(account, enrolment, floor)).not.toEqual([]);
        }
      }
    },
  );

  describe('settles for 72 hours', () => {
    const former = (kind: FormerKind, untilAt: number): FormerFactor => ({
      kind,
      ref: '',
      fromAt: 1,
      untilAt,
      wasTrusted: true,
    });
    const young = sampleKey('synced', 4, { trustedAt: NOW + 1 });
    const old = sampleKey('synced', 5);
    const settles = (made: Partial<StandardAccount>, formers: readonly FormerFactor[] = [], trustedAt = NOW) => {
      const key = sampleKey('roaming', 3, { trustedAt });
      const account = sampleStandard({ ...made, credentials: [key, ...(made.credentials ?? [young])] });
      const decision = decideCommit(account, ready, 'advanced', key, formers, NOW);
      if (!decision.allowed) throw new Error(decision.refusal.tag);
      expect(decision.facts.settlesAt).toBe(wouldSettle(account, key, formers, NOW) ? NOW + SETTLING_MS : null);
      return decision.facts.settlesAt !== null;
    };

    it('if a new key confirms it, and not if the one trusted key does that nothing else is beside', () => {
      expect(settles({}, [], NOW + 1)).toBe(true);
      expect(settles({})).toBe(false);
    });

    it('if another key is trusted, or was until it was suspended', () => {
      expect(settles({ credentials: [old] })).toBe(true);
      expect(settles({ credentials: [young, { ...old, suspension: { by: 'link', at: NOW } }] })).toBe(true);
    });

    it('if there is a second factor; a password alone takes nothing back', () => {
      expect(settles({ totp: { setAt: 1 } })).toBe(true);
      expect(settles({ backupCodes: { left: 1, madeAt: 1 } })).toBe(true);
      expect(settles({ backupCodes: { left: 0, madeAt: 1 }, password: { setAt: 1 } })).toBe(false);
    });

    it('if a second factor or key went within fourteen days, perhaps by whoever holds the key', () => {
      for (const kind of FORMER_KINDS) expect(settles({}, [former(kind, NOW)]), kind).toBe(kind !== 'password');
      expect(settles({}, [former('totp', NOW - FORMER_FACTOR_MS)])).toBe(false);
    });
  });

  it('While the address is contested no key turns protection on: that would end the contest', () => {
    for (const emailContestedAt of [NOW - 1, NOW]) {
      const account = sampleStandard({
        emailContestedAt,
        credentials: [sampleKey('roaming', 3), sampleKey('synced', 4)],
      });
      expect(commit(account, ready, 'advanced', account.credentials[0])).toEqual(refuse({ tag: 'email-contested' }));
    }
  });

  it('A new key confirms only where the account has no trusted one left that could', () => {
    const young = sampleKey('roaming', 3, { trustedAt: NOW + 1 });
    const [old] = sampleKeys(['synced']);
    if (!old) throw new Error('one was made');
    const confirmed = (key: Credential, floor: 'advanced' | 'hardware' = 'advanced') => {
      const account = sampleStandard({ credentials: [key, young, sampleKey('synced', 4, { trustedAt: NOW + 1 })] });
      return commit(account, ready, floor, young);
    };
    expect(confirmed(old)).toEqual({
      allowed: false,
      refusal: { tag: 'key-not-trusted', rights: 'trusted', from: NOW + 1 },
    });
    expect(confirmed({ ...old, suspension: { by: 'link', at: NOW } }).allowed).toBe(true);
    expect(confirmed({ ...old, makeReport: 'REVOKED', makeReportedAt: NOW }).allowed).toBe(true);
  });

  it('A trusted key is offered alone, a new one if there is no other, none after a taking back', () => {
    const [old, young] = [sampleKey('roaming', 1), sampleKey('synced', 2, { trustedAt: NOW + 1 })];
    const offered = (credentials: readonly Credential[], takenBackAt: number | null = null) =>
      confirmingKeys(sampleStandard({ credentials, takenBackAt }), 'advanced', NOW);
    expect(offered([old, young])).toEqual([old]);
    expect(offered([young])).toEqual([young]);
    expect(offered([young], NOW - 1)).toEqual([]);
  });

  it('Trusts the key that confirmed and those its session added, and no key planted before', () => {
    const [one, two, planted] = sampleKeys(['roaming', 'synced', 'roaming']);
    if (!one || !two || !planted) throw new Error('three were made');
    const account = sampleStandard({ credentials: [one, two, planted] });
    const decision = commit(account, { ...ready, addedKeys: [two.id, one.id] }, 'advanced', one);
    expect(decision).toMatchObject({ facts: { trusted: [one.id, two.id] } });
  });

  it('Hardware keys only are refused where that would shut out a trusted key', () => {
    const account = sampleStandard({ credentials: sampleKeys(['roaming, anchored', 'roaming, anchored', 'synced']) });
    expect(commit(account, ready, 'hardware')).toEqual({ allowed: false, refusal: { tag: 'floor-shuts-out' } });
    expect(commit(account, ready, 'advanced').allowed).toBe(true);
  });

  it('After a taking back only a trusted key turns protection on', () => {
    const account = sampleStandard({ credentials: sampleKeys(['roaming', 'synced']), takenBackAt: NOW - 1 });
    const young = sampleKey('roaming', 3, { trustedAt: NOW + 1 });
    expect(commit(account, ready, 'advanced', young)).toEqual({
      allowed: false,
      refusal: { tag: 'key-not-trusted', rights: 'trusted', from: NOW + 1 },
    });
    expect(commit(account, ready, 'advanced').allowed).toBe(true);
  });

  it('A suspended key confirms nothing, and makes up for no key that is missing', () => {
    const suspension = { by: 'link', at: NOW } as const;
    const [one, two] = sampleKeys(['roaming', 'synced']);
    if (!one || !two) throw new Error('two were made');
    const account = sampleStandard({ credentials: [one, { ...two, suspension }] });
    expect(currentStep(account, ready)).toBe(2);
    expect(unmetForEnrolment(account, ready, 'advanced')).toEqual(['two-keys']);
    expect(commit(account, ready, 'advanced', { ...two, suspension })).toEqual({
      allowed: false,
      refusal: { tag: 'key-suspended', comesBackAt: expect.any(Number) },
    });
  });

  it('What is missing is named, keys first', () => {
    const bare: Enrolment = { startedAt: NOW, recoveryKeys: [], waitHours: null, addedKeys: [] };
    const recovery = ['recovery-keys', 'recovery-proof', 'waiting-time'];
    const account = sampleStandard({ credentials: sampleKeys(['synced', 'synced']) });
    expect(unmetForEnrolment(sampleStandard(), bare, 'advanced')).toEqual([
      'two-keys',
      'key-for-another-device',
      ...recovery,
    ]);
    expect(unmetForEnrolment(account, bare, 'advanced')).toEqual(recovery);
    expect(unmetForEnrolment(account, ready, 'hardware')).toEqual(['two-hardware-keys', 'key-for-another-device']);
  });

  it('An enrolment that was dropped commits nothing', () => {
    const account = sampleStandard({ credentials: sampleKeys(['roaming, anchored', 'roaming, anchored']) });
    for (const floor of PROTECTED_TIERS) {
      expect(commit(account, null, floor)).toEqual({ allowed: false, refusal: { tag: 'flow-gone' } });
    }
  });

  it('A password and an authenticator app make up for no key', () => {
    const account = sampleStandard({
      credentials: sampleKeys(['roaming']),
      password: { setAt: NOW },
      totp: { setAt: NOW },
    });
    expect(unmetForEnrolment(account, ready, 'advanced')).toEqual(['two-keys']);
  });
});
