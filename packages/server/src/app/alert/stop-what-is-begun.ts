// What a link, a session and Lock stop alike: everything that one proof began, and all that is half done.

import type { Account } from '../../domain/account/account.ts';
import { anybodyStops } from '../../domain/hold/decide-stop.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Recorder } from '../record.ts';
import { endStaged } from '../staged/end-staged.ts';

/** @returns how many changes and recoveries were stopped. */
export async function stopWhatIsBegun(
  deps: Recorder,
  tx: Tx,
  account: Account,
  cause: 'disown' | 'lock',
  now: number,
): Promise<number> {
  let stopped = 0;
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (anybodyStops(hold) && (await endHold(tx, account.id, hold.id, 'vetoed', now))) stopped++;
  }
  await endStaged(deps, tx, account, { cause, session: null, now });
  return stopped;
}
