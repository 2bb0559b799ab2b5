// Ends an open recovery from inside: by a registered key that was used, or because its recovery keys are void.

import type { Account } from '../../domain/account/account.ts';
import type { Credential } from '../../domain/credential/credential.ts';
import { endHold } from '../../storage/hold.ts';
import { findCaseOfHold } from '../../storage/recovery-case.ts';
import type { Tx } from '../../storage/store.ts';
import type { Caller } from '../caller.ts';
import { type Recorder, record, recordBySystem } from '../record.ts';

/** Vetoes the account's open recovery. @returns its case number, or null where there was none. */
async function stopOpen(tx: Tx, account: Account, now: number): Promise<string | null> {
  const [open] = account.tier === 'standard' ? [] : account.openRecoveries;
  const found = open ? await findCaseOfHold(tx, account.id, open) : null;
  return found && (await endHold(tx, account.id, found.hold_id, 'vetoed', now)) ? found.case_number : null;
}

/**
 * Whoever has a key of the account has not lost every key: the recovery stops, waiting or ripe, and the holder is told
 * (product.md §4). @returns whether one was stopped.
 */
export async function stopRecoveryByKey(
  deps: Recorder,
  tx: Tx,
  caller: Caller,
  account: Account,
  key: Credential,
): Promise<boolean> {
  const subject = await stopOpen(tx, account, caller.now);
  if (subject === null) return false;
  const evidence = { subject, credentialId: key.id, keyName: key.nickname };
  await record(deps, tx, caller, 'recovery.stopped-by-key', account, { done: true }, evidence);
  return true;
}

/** The recovery keys of the account are void, so what one of them began is void too. */
export async function voidRecovery(deps: Recorder, tx: Tx, account: Account, now: number): Promise<void> {
  const subject = await stopOpen(tx, account, now);
  if (subject !== null) await recordBySystem(deps, tx, now, 'recovery.void', account, { subject });
}
