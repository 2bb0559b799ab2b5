// What a database that was put back may not give back: whatever was used up, counted or stopped since the copy was taken
// is not in it. So nothing that is good once, and nothing that waits, is good until the operator has decided.

import { DELETION_MS, HOLD_MS, type HoldKind } from '../hold/hold.ts';

const HOUR_MS = 60 * 60 * 1000;

/** The longest of the waiting times that a holder can choose (product.md §4). */
export const LONGEST_WAIT_MS = 168 * HOUR_MS;

/**
 * How long a recovery waits that is begun with a recovery key: one from before a restore may have been replaced since by
 * its holder, because somebody had found the paper. Time, and an alert on every channel, is what is left.
 */
export const waitAfterRestore = (waitMs: number, keyMadeAt: number, restoredAt: number | null): number =>
  restoredAt !== null && keyMadeAt <= restoredAt ? Math.max(waitMs, LONGEST_WAIT_MS) : waitMs;

/** A change that waits again waits in full: what its holder had been told of it may be lost. */
export function resumedWaitMs(kind: HoldKind): number {
  if (kind === 'recovery') return LONGEST_WAIT_MS;
  return kind === 'account.delete' ? DELETION_MS : HOLD_MS;
}

/** What the operator decides, once for each restore. */
export interface RestoreDecision {
  /** Changes and recoveries that waited: to wait again, from the start, or to be over. */
  readonly holds: 'resume' | 'cancel';
  /** Backup codes and recovery keys that the copy calls unused: to be good again, or to stay void. */
  readonly codes: 'keep' | 'void';
  /** Guesses: to be counted from nothing, or to wait until every window that could have been open is over. */
  readonly guesses: 'wait' | 'forgive';
}

/** For the record. */
export const decisionWords = ({ holds, codes, guesses }: RestoreDecision): string =>
  [
    holds === 'resume' ? 'what waited waits again' : 'what waited is over',
    codes === 'keep' ? 'codes and recovery keys are good again' : 'codes and recovery keys stay void',
    guesses === 'forgive' ? 'guesses count from nothing' : 'guesses wait',
  ].join('; ');

/** Is a holder told of a restore? Whoever had an account by then, once. */
export const isToldOf = (restoredAt: number, accountMadeAt: number, wasTold: boolean): boolean =>
  accountMadeAt <= restoredAt && !wasTold;
