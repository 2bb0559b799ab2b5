// What a link, a session and Lock stop alike: everything that one proof began, and all that is half done.

import type { Account } from '../../domain/account/account.ts';
import { anybodyStops } from '../../domain/hold/decide-stop.ts';
import { dropEnrolment } from '../../storage/enrolment.ts';
import { endFlowsOf } from '../../storage/flow.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';

/** @returns how many changes and recoveries were stopped. */
export async function stopWhatIsBegun(tx: Tx, account: Account, now: number): Promise<number> {
  let stopped = 0;
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (anybodyStops(hold) && (await endHold(tx, account.id, hold.id, 'vetoed', now))) stopped++;
  }
  await endFlowsOf(tx, account.id);
  await dropEnrolment(tx, account.id);
  return stopped;
}
