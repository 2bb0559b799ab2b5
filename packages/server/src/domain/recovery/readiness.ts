// How ready a protected account is for the day when its keys are lost, and what its holder should see to (product.md §4).

import type { ProtectedAccount } from '../account/account.ts';
import { RECOVERY_KEYS_NEEDED } from '../account/standing.ts';
import { countsTowardFloor } from '../credential/counts-toward-floor.ts';
import { inGoodStanding } from '../credential/judge-make.ts';

/** What to remind of, the gravest first. */
export const READINESS_NAGS = ['none-left', 'one-left', 'never-proved', 'stale-proof'] as const;
export type ReadinessNag = (typeof READINESS_NAGS)[number];

/** Paper fades, moves house and gets lost: half a year after the last proof the holder is asked for another one. */
export const STALE_PROOF_MS = 180 * 24 * 60 * 60 * 1000;

export interface Readiness {
  /** Keys that open the account on its tier. */
  readonly keys: number;
  /** Recovery keys that can still begin a recovery. */
  readonly recoveryKeys: number;
  /** When one of those was last typed back; null: never. */
  readonly lastProvedAt: number | null;
  /** Null: nothing to see to. */
  readonly nag: ReadinessNag | null;
}

export function readiness(account: ProtectedAccount, now: number): Readiness {
  // One that is void begins none.
  const recoveryKeys = account.recoveryKeys.filter((key) => key.spentAt === null);
  const proofs = recoveryKeys.flatMap(({ provedAt }) => (provedAt === null ? [] : [provedAt]));
  const lastProvedAt = proofs.length > 0 ? Math.max(...proofs) : null;
  return {
    keys: inGoodStanding(account.credentials).filter((credential) => countsTowardFloor(credential, account.tier))
      .length,
    recoveryKeys: recoveryKeys.length,
    lastProvedAt,
    nag: nagOf(recoveryKeys.length, lastProvedAt, now),
  };
}

function nagOf(left: number, lastProvedAt: number | null, now: number): ReadinessNag | null {
  if (left === 0) return 'none-left';
  if (left < RECOVERY_KEYS_NEEDED) return 'one-left';
  if (lastProvedAt === null) return 'never-proved';
  return now - lastProvedAt >= STALE_PROOF_MS ? 'stale-proof' : null;
}
