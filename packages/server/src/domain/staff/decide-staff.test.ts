import { expect, it } from 'vitest';
import { PROTECTED_TIERS, sampleProtected, sampleStandard } from '../account/account.sample.ts';
import { decideGrant, decideRevoke } from './decide-staff.ts';

const tagOf = (decision: ReturnType<typeof decideGrant>) => (decision.allowed ? 'allowed' : decision.refusal.tag);

it('A protected holder may become support; a standard account, staff and nobody may not', () => {
  for (const tier of PROTECTED_TIERS) expect(tagOf(decideGrant(sampleProtected({ tier })))).toBe('allowed');
  expect(tagOf(decideGrant(sampleStandard()))).toBe('requirements-unmet');
  for (const role of ['support', 'operator'] as const) {
    expect(tagOf(decideGrant(sampleProtected({ role })))).toBe('not-found');
  }
  expect(tagOf(decideGrant(null))).toBe('not-found');
});

it('Support can be taken back, on whatever tier it is by then; an operator’s role cannot', () => {
  expect(tagOf(decideRevoke(sampleProtected({ role: 'support' })))).toBe('allowed');
  expect(tagOf(decideRevoke(sampleStandard({ role: 'support' })))).toBe('allowed');
  expect(tagOf(decideRevoke(sampleProtected({ role: 'operator' })))).toBe('not-found');
  expect(tagOf(decideRevoke(sampleProtected()))).toBe('not-found');
  expect(tagOf(decideRevoke(null))).toBe('not-found');
});
