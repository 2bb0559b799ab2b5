import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIERS } from '../tier.ts';
import { foldPolicies, type Policy, PRODUCT_POLICY, type SessionLimits } from './policy.ts';

const seconds = fc.integer({ min: 1, max: 10_000_000 });
const limits: fc.Arbitrary<SessionLimits> = fc.record({ idleSeconds: seconds, absoluteSeconds: seconds });
const policy: fc.Arbitrary<Policy> = fc.record({
  defaultTier: fc.constantFrom('standard', 'advanced'),
  sessions: fc.record({ standard: limits, advanced: limits, hardware: limits }),
  stepUpSecondsMax: seconds,
});

/** Every number of a policy, larger meaning looser. */
const looseness = (of: Policy): readonly number[] => [
  of.defaultTier === 'standard' ? 1 : 0,
  of.stepUpSecondsMax,
  ...TIERS.flatMap((tier) => [of.sessions[tier].idleSeconds, of.sessions[tier].absoluteSeconds]),
];

describe('folding policies', () => {
  it('The order of policies does not matter', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        expect(foldPolicies(a, b)).toEqual(foldPolicies(b, a));
      }),
    );
  });

  it('The grouping of policies does not matter', () => {
    fc.assert(
      fc.property(policy, policy, policy, (a, b, c) => {
        expect(foldPolicies(foldPolicies(a, b), c)).toEqual(foldPolicies(a, foldPolicies(b, c)));
      }),
    );
  });

  it('Saying a policy twice changes nothing', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        expect(foldPolicies(a, a)).toEqual(a);
        expect(foldPolicies(foldPolicies(a, b), b)).toEqual(foldPolicies(a, b));
      }),
    );
  });

  it('The result is in no point looser than any of the policies, and in each point one of them', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        const [first, second] = [looseness(a), looseness(b)];
        const strictest = first.map((value, index) => Math.min(value, second[index] ?? Number.NaN));
        expect(looseness(foldPolicies(a, b))).toEqual(strictest);
      }),
    );
  });

  it('Nobody loosens the numbers of the product', () => {
    const loose: SessionLimits = { idleSeconds: 1e9, absoluteSeconds: 1e9 };
    const sessions = { standard: loose, advanced: loose, hardware: loose };
    const given: Policy = { defaultTier: 'standard', sessions, stepUpSecondsMax: 1e9 };
    expect(foldPolicies(PRODUCT_POLICY, given)).toEqual(PRODUCT_POLICY);
  });
});

describe('the numbers of the product', () => {
  it('Sessions idle 14 days, 1 hour or 15 minutes by tier, and live 30 days, 24 or 12 hours', () => {
    expect(PRODUCT_POLICY.sessions).toEqual({
      standard: { idleSeconds: 1_209_600, absoluteSeconds: 2_592_000 },
      advanced: { idleSeconds: 3_600, absoluteSeconds: 86_400 },
      hardware: { idleSeconds: 900, absoluteSeconds: 43_200 },
    });
  });

  it('A fresh tap lasts at most five minutes, and new accounts are standard unless set otherwise', () => {
    expect(PRODUCT_POLICY.stepUpSecondsMax).toBe(300);
    expect(PRODUCT_POLICY.defaultTier).toBe('standard');
  });
});
