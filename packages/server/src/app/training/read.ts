// training.read: what the ledger says of the holder's own account.

import { type Exclusion, excludedSince } from '../../domain/training/exclusion.ts';
import { listExclusions } from '../../storage/training-exclusion.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';

export function readTraining(deps: Deps, caller: SignedInCaller) {
  return consult(deps, caller, async (tx, account) => {
    const exclusions: readonly Exclusion[] = await listExclusions(tx, account.id);
    return {
      accountSince: account.createdAt,
      excludedSince: excludedSince(exclusions, caller.now),
      optedOut: exclusions.some(({ reason, until }) => reason === 'opt-out' && until === null),
      intervals: exclusions.map(({ reason, from, until }) => ({ reason, from, until })),
    };
  });
}
