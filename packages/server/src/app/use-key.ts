// Records, inside a transaction, that a key proved presence: the challenge is spent, the counter moves on, a counter
// that went back is put on record and told to the holder (WebAuthn L3 §7.2 step 22; §6.1.1).

import type { Account } from '../domain/account/account.ts';
import type { CeremonyFault } from '../domain/refusal.ts';
import { recordUse } from '../storage/credential.ts';
import type { Tx } from '../storage/store.ts';
import type { Caller } from './caller.ts';
import type { Asserted } from './ceremony.ts';
import { spendChallenge } from './challenge.ts';
import type { Deps } from './deps.ts';
import { record, type Subject } from './record.ts';

/** @returns why the key may not be used after all, or null. */
export async function useKey(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Subject,
  asserted: Asserted,
): Promise<CeremonyFault | null> {
  if (!(await spendChallenge(tx, asserted, caller.now))) return 'challenge-spent';
  return recordKeyUse(deps, tx, caller, account, asserted);
}

/** The rest of it, once the challenge is spent. @returns why the key may not be used after all, or null. */
export async function recordKeyUse(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Subject,
  asserted: Asserted,
): Promise<CeremonyFault | null> {
  const { key } = asserted;
  if (!(await countUse(deps, tx, caller, account, asserted))) return 'unknown-credential';
  if (asserted.counterRegressed) {
    const evidence = { subject: key.nickname, credentialId: key.id };
    await record(deps, tx, caller, 'credential.counter-regressed', account, { done: true }, evidence);
  }
  return null;
}

/** @returns false where the key was removed meanwhile. */
export function countUse(
  deps: Deps,
  tx: Tx,
  caller: Caller,
  account: Pick<Account, 'id'>,
  { key, signCount, backedUp }: Asserted,
): Promise<boolean> {
  const countryCode = deps.geo.country(caller.ip)?.code ?? null;
  return recordUse(tx, account.id, key.id, { signCount, backedUp, now: caller.now, countryCode });
}
