// A second factor was used, so it is not lost: another one that waits to take its place is stopped (product.md §4).

import type { Account } from '../../domain/account/account.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { type Recorder, record } from '../record.ts';

export async function stopReplacement(deps: Recorder, tx: Tx, caller: Caller, account: Account): Promise<void> {
  // Only where there is a password and an app could one be waiting: sign-ins of others read nothing for it.
  if (account.tier !== 'standard' || !account.password || !account.totp) return;
  for (const { id, kind } of await listOpenHolds(tx, account.id)) {
    if (kind !== 'totp.replace' || !(await endHold(tx, account.id, id, 'vetoed', caller.now))) continue;
    await record(deps, tx, caller, 'hold.veto', account, { done: true }, { subject: kind });
  }
}
