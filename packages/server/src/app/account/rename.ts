// account.rename: the display name.

import { type Decision, refuse } from '../../domain/decision.ts';
import { setDisplayName } from '../../storage/account.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { type Signal, signalFor } from '../signal.ts';
import { throttleRename } from '../throttle-rename.ts';

/** @returns what key stores have to be told: they show the name. */
export function renameAccount(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly displayName: string },
): Promise<Decision<{ readonly signal: Signal }>> {
  return operate(deps, caller, 'account.rename', async ({ tx, account, now }) => {
    const refusal = await throttleRename(deps, tx, 'account.rename', account, now);
    if (refusal) return refuse(refusal);
    await setDisplayName(tx, account.id, input.displayName);
    const signal = await signalFor(deps, tx, { ...account, displayName: input.displayName });
    return done({ signal }, { subject: input.displayName });
  });
}
