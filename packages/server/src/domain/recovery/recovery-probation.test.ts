import { expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import { probationUntil, RECOVERY_PROBATION_MS, requireOffProbation } from './recovery-probation.ts';

const UNTIL = NOW + RECOVERY_PROBATION_MS;

it('lasts three days', () => {
  expect(RECOVERY_PROBATION_MS).toBe(3 * 24 * 60 * 60 * 1000);
});

it('begins with a completed recovery and ends to the millisecond', () => {
  expect(requireOffProbation(NOW, NOW)).toEqual(refuse({ tag: 'recovery-probation', until: UNTIL }));
  expect(requireOffProbation(NOW, UNTIL - 1)).toEqual(refuse({ tag: 'recovery-probation', until: UNTIL }));
  expect(requireOffProbation(NOW, UNTIL)).toEqual(allow());
});

it('is not ended by a clock that is set back', () => {
  expect(probationUntil(NOW, NOW - RECOVERY_PROBATION_MS)).toBe(UNTIL);
});

it('does not touch an account that was never recovered', () => {
  expect(probationUntil(null, NOW)).toBeNull();
  expect(requireOffProbation(null, NOW)).toEqual(allow());
});
