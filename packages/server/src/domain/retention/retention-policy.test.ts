import { BRINGS_KEYS } from '@holdfast/contract/log';
import { expect, it } from 'vitest';
import { KEPT_OPEN, keptFrom, RETENTION_RULES } from './retention-policy.ts';

const policy = { particularsDays: null, sessionDays: 1, deliveredDays: 2, undeliveredDays: 3, webhookLogDays: 4 };

it('Each rule counts its own days back, and without a limit nothing goes', () => {
  const day = 86_400_000;
  const kept = RETENTION_RULES.map((rule) => keptFrom(policy, rule, 10 * day));
  expect(kept).toEqual([null, 9 * day, 8 * day, 7 * day, 6 * day]);
});

it('What proves an account’s keys stays open: just the entries that its checker looks for', () => {
  expect([...KEPT_OPEN].sort()).toEqual([...BRINGS_KEYS].sort());
});
