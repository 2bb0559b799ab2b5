import { expect, it } from 'vitest';
import { HOLD_KINDS, type HoldKind } from '../hold/hold.ts';
import { decisionWords, isToldOf, LONGEST_WAIT_MS, resumedWaitMs, waitAfterRestore } from './void-rule.ts';

const HOUR = 3_600_000;

it('a recovery key from before a restore waits the longest time, whatever its holder chose', () => {
  for (const hours of [48, 72, 168]) expect(waitAfterRestore(hours * HOUR, 100, 100)).toBe(168 * HOUR);
});

it('one that was made afterwards, and one where nothing was ever put back, waits as was chosen', () => {
  expect(waitAfterRestore(48 * HOUR, 101, 100)).toBe(48 * HOUR);
  expect(waitAfterRestore(48 * HOUR, 100, null)).toBe(48 * HOUR);
});

it('what waits again waits in full, a recovery the longest time', () => {
  const own: Partial<Record<HoldKind, number>> = { recovery: LONGEST_WAIT_MS, 'account.delete': 14 * 24 * HOUR };
  for (const kind of HOLD_KINDS) expect(resumedWaitMs(kind)).toBe(own[kind] ?? 72 * HOUR);
});

it('a decision is told in words', () => {
  expect(decisionWords({ holds: 'cancel', codes: 'void', guesses: 'wait' })).toBe(
    'what waited is over; codes and recovery keys stay void; guesses wait',
  );
  expect(decisionWords({ holds: 'resume', codes: 'keep', guesses: 'forgive' })).toMatch(/waits again.*good.*nothing/);
});

it('whoever had an account is told, once', () => {
  expect(isToldOf(100, 100, false)).toBe(true);
  expect(isToldOf(100, 101, false)).toBe(false);
  expect(isToldOf(100, 1, true)).toBe(false);
});
