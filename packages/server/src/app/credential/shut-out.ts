// Suspends a key: it does nothing any more, what it had opened ends, and what it alone had begun is stopped.

import type { Account } from '../../domain/account/account.ts';
import type { Credential, Suspension } from '../../domain/credential/credential.ts';
import { takenOver } from '../../domain/credential/decide-suspension.ts';
import type { Hold } from '../../domain/hold/hold.ts';
import { resuspendCredential, suspendCredential } from '../../storage/credential.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import { clearFreshness, endSessions } from '../../storage/session.ts';
import type { Tx } from '../../storage/store.ts';

/** Its own ending goes on, whoever began it: a key that asks to be ended is suspended by that. */
const isStopped = (hold: Hold, key: Credential): boolean =>
  hold.startedWith === key.id && hold.proofs === 1 && hold.credentialId !== key.id;

/** @returns how many sessions ended. What a link had suspended already is suspended by a key or factor from then on. */
export async function shutOut(
  tx: Tx,
  account: Account,
  key: Credential,
  suspension: Suspension,
  reason: string,
): Promise<number> {
  if (key.suspension === null) await suspendCredential(tx, account.id, key.id, suspension);
  else {
    const instead = takenOver(key, suspension);
    if (instead) await resuspendCredential(tx, account.id, key.id, instead);
  }
  const ended = await endSessions(tx, { accountId: account.id, openedWith: key.id }, reason, suspension.at);
  await clearFreshness(tx, account.id, key.id);
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (isStopped(hold, key)) await endHold(tx, account.id, hold.id, 'vetoed', suspension.at);
  }
  return ended;
}
