// What waits is stopped by something else that its holder does, and each is told as stopped.

import type { Account } from '../../domain/account/account.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { record } from '../record.ts';

/** @returns how many were stopped. The account is locked by the caller. */
export async function stopAndTell(
  deps: Deps,
  tx: Tx,
  caller: SignedInCaller,
  account: Account,
  stops: (hold: Hold) => boolean,
): Promise<number> {
  let stopped = 0;
  for (const hold of (await listOpenHolds(tx, account.id)).filter(stops)) {
    if (!(await endHold(tx, account.id, hold.id, 'vetoed', caller.now))) continue;
    await record(deps, tx, caller, 'hold.veto', account, { done: true }, { subject: hold.kind });
    stopped++;
  }
  return stopped;
}
