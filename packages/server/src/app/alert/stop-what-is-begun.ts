// What a link, a session and Lock stop alike: everything that one proof began, and all that is half done. A bot that presses
// each link must not keep its holder from finishing anything: what a key that was vouched for has half done goes on.

import type { Account } from '../../domain/account/account.ts';
import { anybodyStops } from '../../domain/hold/decide-stop.ts';
import type { CredentialId } from '../../domain/id.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { listSessionsOf } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';
import type { Recorder } from '../record.ts';
import { endStaged } from '../staged/end-staged.ts';

/**
 * @param spares keys whose sessions it does not touch
 * @returns how many changes and recoveries were stopped.
 */
export async function stopWhatIsBegun(
  deps: Recorder,
  tx: Tx,
  account: Account,
  cause: 'disown' | 'lock',
  spares: readonly CredentialId[],
  now: number,
): Promise<number> {
  let stopped = 0;
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (anybodyStops(hold) && (await endHold(tx, account.id, hold.id, 'vetoed', now))) stopped++;
  }
  const spared = await listSessionsOf(tx, account.id, spares);
  await endStaged(deps, tx, account, { cause, session: null, spared, now });
  return stopped;
}
