// Whom each operation is open to: by tier, enrolment, freshness of proof, recovery behind one, and who asks.

import { describe, expect, it } from 'vitest';
import { NOW, PROTECTED_TIERS } from './account/account.sample.ts';
import { TOUCHES, type Touch } from './authority.sample.ts';
import { type Authority, authorise, authority, authorityOf, needsSession, type Operation } from './authority.ts';
import type { Decision } from './decision.ts';
import { foldPolicies, PRODUCT_POLICY } from './policy/policy.ts';
import { RECOVERY_PROBATION_MS } from './recovery/recovery-probation.ts';
import { TIERS } from './tier.ts';

const OPERATIONS = Object.keys(authority) as Operation[];
const YES_NO = [true, false];
const where = (holds: (row: Authority) => boolean): Operation[] =>
  OPERATIONS.filter((operation) => holds(authorityOf(operation)));

const touching = (...touches: readonly Touch[]): Operation[] =>
  OPERATIONS.filter((operation) => touches.includes(TOUCHES[operation]));

describe('who may do what', () => {
  // Written down from product.md §1 to §5, not taken from the table.
  const WANTS_FRESH: readonly Operation[] = [
    'email.change',
    'email.confirm',
    'password.set',
    'password.remove',
    'totp.begin',
    'totp.confirm',
    'backup-code.make',
    'totp.remove',
    'credential.add-options',
    'credential.add',
    'credential.rename',
    'credential.remove',
    'credential.suspend',
    'credential.bring-back',
    'credential.confirm',
    'step-up.second-key-options',
    'step-up.second-key',
    'step-up.recovery-key',
    'enrolment.begin',
    'enrolment.make-recovery-keys',
    'enrolment.prove',
    'protection.leave',
    'protection.raise-floor',
    'protection.lower-floor',
    'recovery-key.make',
    'recovery-key.replace',
    'wait.lengthen',
    'wait.shorten',
    'email.decide',
    'training.opt-in',
    'activity.export',
    'account.delete',
    'data.export',
    'push.subscribe',
    'push.unsubscribe',
    'incident.answer',
    'webhook.add',
    'webhook.remove',
    'webhook.rotate-secret',
    'contact.invite',
    'contact.remove',
    'contact.set-needed',
    'contact.decline',
  ];
  const STANDARD_ONLY = /^(password|totp|backup-code|enrolment)\.(?!read)|^step-up\.password$|^email\.decide$/;
  const PROTECTED_ONLY = /^(protection|recovery-key|wait)\.|^contact\.(?!cases|decline)|^step-up\.recovery-key$/;
  const CLOSED_WHILE_ENROLLING =
    /^(password|totp|backup-code|email|protection|recovery-key|wait|webhook|push|contact)\.|^account\.rename$|^training\.opt-in$|^step-up\.recovery-key$|^activity\.(export|download)$/;

  const refused = (tag: string, more: object = {}) => ({ allowed: false, refusal: { tag, ...more } });
  const allowed = { allowed: true, facts: undefined };
  const holders = where((row) => row.who === 'holder');

  function expected(operation: Operation, tier: string, enrolmentRequired: boolean, fresh: boolean, max: number) {
    if (enrolmentRequired && CLOSED_WHILE_ENROLLING.test(operation)) return refused('enrolment-required');
    const wrongTier = tier === 'standard' ? PROTECTED_ONLY.test(operation) : STANDARD_ONLY.test(operation);
    if (wrongTier) return refused('not-permitted', { why: 'tier' });
    if (!fresh && WANTS_FRESH.includes(operation)) return refused('step-up-required', { ageSecondsMax: max });
    return allowed;
  }

  it.each([PRODUCT_POLICY.stepUpSecondsMax, 60])(
    'With a step-up time of %i s each operation opens to just its tier, enrolment and freshness',
    (max) => {
      const policy = foldPolicies(PRODUCT_POLICY, { ...PRODUCT_POLICY, stepUpSecondsMax: max });
      for (const operation of holders) {
        for (const tier of TIERS) {
          for (const enrolmentRequired of YES_NO) {
            for (const ageMs of [0, max * 1000 - 1, max * 1000, NOW]) {
              const standpoint = {
                tier,
                role: 'holder',
                enrolmentRequired,
                freshAt: NOW - ageMs,
                recoveredAt: null,
              } as const;
              const decision: Decision<undefined> = authorise(operation, standpoint, policy, NOW);
              const label = `${operation} ${tier} ${enrolmentRequired ? 'must enrol' : ''} ${ageMs} ms`;
              expect(decision, label).toEqual(expected(operation, tier, enrolmentRequired, ageMs < max * 1000, max));
            }
          }
        }
      }
    },
  );

  it('For three days after a recovery not even fresh proof opens what a thief would hurry to do', () => {
    const closed = [
      'email.change',
      'email.confirm',
      'protection.leave',
      'protection.lower-floor',
      'wait.shorten',
      'account.delete',
      'contact.invite',
      'contact.remove',
      'contact.set-needed',
      'activity.export',
      'activity.download',
      'data.export',
      'data.download',
    ];
    const until = NOW + RECOVERY_PROBATION_MS;
    for (const tier of PROTECTED_TIERS) {
      const standpoint = { tier, role: 'holder', enrolmentRequired: false, freshAt: NOW, recoveredAt: NOW } as const;
      const later = { ...standpoint, freshAt: until };
      const onProtected = holders.filter((operation) => authorityOf(operation).tiers !== 'standard');
      for (const operation of onProtected) {
        const expected = closed.includes(operation) ? refused('recovery-probation', { until }) : allowed;
        expect(authorise(operation, standpoint, PRODUCT_POLICY, NOW), operation).toEqual(expected);
        expect(authorise(operation, later, PRODUCT_POLICY, until), operation).toEqual(allowed);
      }
    }
    const left = {
      tier: 'standard',
      role: 'holder',
      enrolmentRequired: false,
      freshAt: NOW,
      recoveredAt: NOW,
    } as const;
    expect(authorise('email.change', left, PRODUCT_POLICY, NOW)).toEqual(allowed);
  });

  it('Without a session every operation of a holder is closed', () => {
    expect(holders.length).toBeGreaterThan(30);
    for (const operation of holders) {
      expect(authorise(operation, null, PRODUCT_POLICY, NOW), operation).toEqual(refused('signed-out'));
    }
  });

  it('What carries its own proof is open with and without a session', () => {
    const standpoint = {
      tier: 'hardware',
      role: 'holder',
      enrolmentRequired: true,
      freshAt: 0,
      recoveredAt: null,
    } as const;
    for (const operation of where((row) => !needsSession(row.who) && row.who !== 'client' && row.who !== 'system')) {
      expect(authorise(operation, null, PRODUCT_POLICY, NOW)).toEqual(allowed);
      expect(authorise(operation, standpoint, PRODUCT_POLICY, NOW)).toEqual(allowed);
    }
  });

  it('What is for programs is for them alone, and they do nothing else that asks who they are', () => {
    for (const operation of where((row) => row.who === 'client')) {
      expect(authorise(operation, 'client', PRODUCT_POLICY, NOW)).toEqual(allowed);
      expect(authorise(operation, null, PRODUCT_POLICY, NOW)).toEqual(refused('client-required'));
      const holder = {
        tier: 'hardware',
        role: 'operator',
        enrolmentRequired: false,
        freshAt: NOW,
        recoveredAt: null,
      } as const;
      expect(authorise(operation, holder, PRODUCT_POLICY, NOW)).toEqual(refused('client-required'));
    }
    for (const operation of holders) {
      expect(authorise(operation, 'client', PRODUCT_POLICY, NOW)).toEqual(refused('signed-out'));
    }
  });

  it('The clockwork’s operations are refused to everybody', () => {
    for (const operation of where((row) => row.who === 'system')) {
      for (const role of ['holder', 'operator'] as const) {
        for (const tier of TIERS) {
          const standpoint = { tier, role, enrolmentRequired: false, freshAt: NOW, recoveredAt: null };
          const no = refused('not-permitted', { why: 'role' });
          expect(authorise(operation, standpoint, PRODUCT_POLICY, NOW)).toEqual(no);
          expect(authorise(operation, null, PRODUCT_POLICY, NOW)).toEqual(no);
        }
      }
    }
  });

  it('No operation of a password or a code exists on a protected account', () => {
    for (const operation of where((row) => row.who === 'holder').filter((name) =>
      /password|totp|backup-code/.test(name),
    )) {
      expect(authorityOf(operation).tiers, operation).toBe('standard');
    }
  });

  it('Looking, ending sessions, stopping a hold and locking the account never want a fresh tap', () => {
    // Both begin a ceremony that only a fresh proof leads to.
    const begins: readonly Operation[] = ['credential.add-options', 'step-up.second-key-options'];
    const free = [...touching('ends'), ...where((row) => row.who === 'holder' && row.effect === 'read')];
    for (const operation of free.filter((name) => !begins.includes(name))) {
      expect(authorityOf(operation).fresh, operation).toBe(false);
    }
  });
});
