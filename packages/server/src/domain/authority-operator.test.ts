// What the operator may do: the platform's own things, on a protected account, and nothing on anybody's account.

import { describe, expect, it } from 'vitest';
import { NOW } from './account/account.sample.ts';
import { TOUCHES } from './authority.sample.ts';
import { authorise, authority, authorityOf, type Operation, type Standpoint } from './authority.ts';
import { PRODUCT_POLICY } from './policy/policy.ts';

const OPERATORS = (Object.keys(authority) as Operation[]).filter(
  (operation) => authorityOf(operation).who === 'operator',
);
const refused = (tag: string, more: object = {}) => ({ allowed: false, refusal: { tag, ...more } });
const allowed = { allowed: true, facts: undefined };

describe('the operator', () => {
  it('The operator touches no account: only platform webhooks, deliveries and who is support', () => {
    expect(OPERATORS.length).toBeGreaterThan(5);
    expect(OPERATORS.filter((operation) => !/^(platform-webhook|staff|outbox)\./.test(operation))).toEqual([]);
    expect(OPERATORS.filter((operation) => TOUCHES[operation] !== 'nothing')).toEqual([]);
  });

  it('The platform’s things open to a protected operator alone, and changes want a fresh tap', () => {
    const no = (why: string) => refused('not-permitted', { why });
    const changes = [
      'platform-webhook.add',
      'platform-webhook.remove',
      'platform-webhook.rotate-secret',
      'staff.grant',
      'staff.revoke',
    ];
    const max = PRODUCT_POLICY.stepUpSecondsMax;
    for (const operation of OPERATORS) {
      const ask = (part: Partial<Standpoint>) => {
        const standpoint: Standpoint = {
          tier: 'advanced',
          role: 'operator',
          enrolmentRequired: false,
          freshAt: NOW,
          recoveredAt: null,
        };
        return authorise(operation, { ...standpoint, ...part }, PRODUCT_POLICY, NOW);
      };
      expect(authorise(operation, null, PRODUCT_POLICY, NOW), operation).toEqual(refused('signed-out'));
      expect(ask({}), operation).toEqual(allowed);
      expect(ask({ role: 'holder' }), operation).toEqual(no('role'));
      expect(ask({ tier: 'standard' }), operation).toEqual(no('tier'));
      expect(ask({ enrolmentRequired: true }), operation).toEqual(refused('enrolment-required'));
      const stale = changes.includes(operation) ? refused('step-up-required', { ageSecondsMax: max }) : allowed;
      expect(ask({ freshAt: 0 }), operation).toEqual(stale);
    }
  });

  it('Three days after a recovery changes where the whole platform is told', () => {
    const standpoint = { tier: 'advanced', role: 'operator', enrolmentRequired: false, freshAt: NOW } as const;
    const probation = { ...standpoint, recoveredAt: NOW };
    expect(authorise('platform-webhook.add', probation, PRODUCT_POLICY, NOW)).toMatchObject({
      refusal: { tag: 'recovery-probation' },
    });
    expect(authorise('platform-webhook.list', probation, PRODUCT_POLICY, NOW)).toEqual(allowed);
  });
});
