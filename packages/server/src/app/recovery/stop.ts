// Ends open recoveries from inside: by a registered key that was used, or because their recovery keys are void.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { keyStops } from '../../domain/hold/decide-stop.ts';
import { type Hold, holdStage } from '../../domain/hold/hold.ts';
import { endHold, listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { type Recorder, record, recordBySystem } from '../record.ts';
import { asItOpens } from './as-it-opens.ts';

/** Stops every open recovery that `stops` says. @returns their case numbers. */
async function stopOpen(
  tx: Tx,
  account: Account,
  stops: (hold: Hold) => boolean,
  now: number,
): Promise<readonly string[]> {
  if (account.tier === 'standard' || account.openRecoveries.length === 0) return [];
  const stopped: string[] = [];
  for (const hold of await listOpenHolds(tx, account.id)) {
    if (hold.kind !== 'recovery' || !stops(hold)) continue;
    const opening = await asItOpens(tx, account, hold, now);
    // One that has run out was stopped by nobody: the next look at it says so.
    if (!opening || holdStage(opening.hold, now) === 'expired') continue;
    if (await endHold(tx, account.id, hold.id, 'vetoed', now)) stopped.push(opening.row.case_number);
  }
  return stopped;
}

/**
 * A person who uses a key of the account has not lost every key: each recovery that this key may stop ends, waiting or
 * ripe, and the holder is told (product.md §4). @returns whether one did.
 */
export async function stopRecoveryByKey(
  deps: Recorder,
  tx: Tx,
  caller: Caller,
  account: Account,
  key: Credential,
): Promise<boolean> {
  const stopped = await stopOpen(tx, account, (hold) => keyStops(account, hold, key, caller.now), caller.now);
  for (const subject of stopped) {
    const evidence = { subject, credentialId: key.id, usedKey: key };
    await record(deps, tx, caller, 'recovery.stopped-by-key', account, { done: true }, evidence);
  }
  return stopped.length > 0;
}

/** The recovery keys of the account are void, so what they began is void too. */
export async function voidRecovery(deps: Recorder, tx: Tx, account: Account, now: number): Promise<void> {
  for (const subject of await stopOpen(tx, account, () => true, now)) {
    await recordBySystem(deps, tx, now, 'recovery.void', account, { subject });
  }
}
