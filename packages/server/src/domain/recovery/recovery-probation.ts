// The account's own probation after a recovery: for three days nothing is possible that a thief would hurry to do.

import { allow, type Decision, refuse } from '../decision.ts';

export const RECOVERY_PROBATION_MS = 72 * 60 * 60 * 1000;

/** When the probation ends, or null where the account is on none (product.md §4). */
export function probationUntil(recoveredAt: number | null, now: number): number | null {
  const until = recoveredAt === null ? now : recoveredAt + RECOVERY_PROBATION_MS;
  return now < until ? until : null;
}

export function requireOffProbation(recoveredAt: number | null, now: number): Decision<undefined> {
  const until = probationUntil(recoveredAt, now);
  return until === null ? allow() : refuse({ tag: 'recovery-probation', until });
}
