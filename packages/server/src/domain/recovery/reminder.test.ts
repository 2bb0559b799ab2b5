import { describe, expect, it } from 'vitest';
import type { ProtectedAccount } from '../account/account.ts';
import type { HoldId } from '../id.ts';
import { STALE_PROOF_MS } from './readiness.ts';
import { decideReminder, REMIND_EVERY_MS } from './reminder.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

type Keys = ProtectedAccount['recoveryKeys'];
const key = (ordinal: number, provedAt: number | null, spentAt: number | null = null) =>
  ({ ordinal, madeAt: NOW - 1000 * HOUR_MS, provedAt, spentAt }) as Keys[number];

/** Of an account, what a reminder looks at. */
const having = (recoveryKeys: Keys, openRecoveries: readonly HoldId[] = []) =>
  ({ tier: 'advanced', credentials: [], recoveryKeys, openRecoveries }) as unknown as ProtectedAccount;

describe('a reminder by mail', () => {
  it.each([
    ['no recovery key is left', [key(1, NOW, NOW), key(2, NOW, NOW)], 'none-left'],
    ['one is left', [key(1, NOW, NOW), key(2, NOW)], 'one-left'],
    ['none was ever typed back', [key(1, null), key(2, null)], 'never-proved'],
    ['the last was typed back half a year ago', [key(1, NOW - STALE_PROOF_MS), key(2, null)], 'stale-proof'],
  ] as const)('is due when %s, and then not for a month', (_what, keys, of) => {
    expect(decideReminder(having(keys), NOW)).toEqual({ of, lookAgainAt: NOW + REMIND_EVERY_MS });
  });

  it('is not due while all is well, until the last proof is half a year old', () => {
    const account = having([key(1, NOW - HOUR_MS), key(2, null)]);
    expect(decideReminder(account, NOW)).toEqual({ of: null, lookAgainAt: NOW - HOUR_MS + STALE_PROOF_MS });
  });

  it('is put off while a recovery is under way', () => {
    const account = having([key(1, NOW, NOW), key(2, NOW)], ['hold_1' as HoldId]);
    expect(decideReminder(account, NOW)).toEqual({ of: null, lookAgainAt: NOW + 24 * HOUR_MS });
  });
});
