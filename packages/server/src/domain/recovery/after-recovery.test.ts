import { expect, it } from 'vitest';
import { outlivesRecovery } from './after-recovery.ts';

it.each([
  ['accepted before the case began', 999, true],
  ['accepted at that moment', 1000, false],
  ['accepted later', 1001, false],
  ['has not accepted', null, false],
] as const)('a contact who %s', (_who, acceptedAt, stays) => {
  expect(outlivesRecovery({ acceptedAt }, { startedAt: 1000 })).toBe(stays);
});
