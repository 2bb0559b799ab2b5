// Codes of an app behind a link that takes protection back. A thief who reads the mailbox too must not fill what stands before
// the holder's own code for the three days: a browser that the account knows has a counter of its own, and so has each network.
// Backup codes and keys are not counted: nobody guesses one.

import type { AccountId } from '../../domain/id.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { findKnownBrowser } from '../known-browser.ts';
import { throttle } from '../throttle.ts';

/** Counts one. @returns the refusal where it was one too many */
export async function countCode(deps: Deps, tx: Tx, caller: Caller, accountId: AccountId): Promise<Refusal | null> {
  const known = await findKnownBrowser(deps, tx, caller, accountId);
  if (known !== null) return throttle(deps, tx, 'second-code.browser', [accountId, known], caller.now);
  return (
    (await throttle(deps, tx, 'take-back-code.network', [accountId, caller.network], caller.now)) ??
    (await throttle(deps, tx, 'take-back-code.account', [accountId], caller.now))
  );
}
