// Leaves the evidence of a refusal that was made before any use case ran.

import type { Operation } from '../domain/authority.ts';
import type { Refusal } from '../domain/refusal.ts';
import { loadAccount } from '../storage/account.ts';
import type { Caller, SignedInCaller } from './caller.ts';
import type { Deps } from './deps.ts';
import { isEvidence, recordRefusal } from './operate.ts';
import { writeFor } from './write-for.ts';

/** Writes only where somebody signed in tried what the account may not do. */
export async function refuseAtDoor(deps: Deps, caller: Caller, operation: Operation, refusal: Refusal): Promise<void> {
  if (!isSignedIn(caller) || !isEvidence(refusal)) return;
  await writeFor(deps, caller, async (tx) => {
    const account = await loadAccount(tx, caller.session.account_id);
    if (account) await recordRefusal(deps, tx, caller, operation, account, refusal);
  });
}

const isSignedIn = (caller: Caller): caller is SignedInCaller => caller.session !== null;
