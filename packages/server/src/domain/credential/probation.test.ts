import { describe, expect, it } from 'vitest';
import { NOW, sampleKey } from '../account/account.sample.ts';
import { fullRightsFrom, onProbation, PROBATION_MS, requireFullRights } from './probation.ts';

describe('the first day of a key', () => {
  it('Probation is 24 hours', () => {
    expect(PROBATION_MS).toBe(24 * 3_600_000);
  });

  it('Keys that open a new account have full rights at once; all others wait, those of an enrolment until it is committed', () => {
    const waits = (['sign-up', 'setup', 'enrolment', 'account'] as const).map((origin) => [
      origin,
      fullRightsFrom(origin, NOW) - NOW,
    ]);
    expect(waits).toEqual([
      ['sign-up', 0],
      ['setup', 0],
      ['enrolment', PROBATION_MS],
      ['account', PROBATION_MS],
    ]);
  });

  it('Probation ends at its very millisecond', () => {
    const fullRightsAt = fullRightsFrom('account', NOW);
    const times = [NOW, NOW + PROBATION_MS - 1, NOW + PROBATION_MS, NOW + 2 * PROBATION_MS];
    expect(times.map((now) => onProbation({ fullRightsAt }, now))).toEqual([true, true, false, false]);
    expect(onProbation({ fullRightsAt: fullRightsFrom('sign-up', NOW) }, NOW)).toBe(false);
  });

  it('What needs full rights is refused to a key on probation, with the time from which it is allowed', () => {
    const fullRightsAt = NOW + 5;
    const key = sampleKey('roaming', 1, { fullRightsAt });
    const refused = { allowed: false, refusal: { tag: 'key-on-probation', fullRightsAt } };
    expect(requireFullRights('advanced', key, NOW + 4)).toEqual(refused);
    expect(requireFullRights('advanced', key, NOW + 5)).toEqual({ allowed: true, facts: undefined });
  });

  it('Presence that was proved without a key counts on a standard account and never on a protected one', () => {
    expect(requireFullRights('standard', null, NOW).allowed).toBe(true);
    expect(requireFullRights('advanced', null, NOW).allowed).toBe(false);
    expect(requireFullRights('hardware', null, NOW).allowed).toBe(false);
  });
});
