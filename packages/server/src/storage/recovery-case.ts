// Recovery cases: what a hold of kind `recovery` has beyond a hold. The secret is kept as a keyed hash; keys that wait
// for the completion are sealed, and gone when the case ends.

import type { AccountId, HoldId } from '../domain/id.ts';
import { mustTouchOne } from './must-touch-one.ts';
import type { Tx } from './store.ts';
import type { RecoveryCaseRow } from './tables.ts';

/** `secret_hash` is keyed. The hold that it belongs to is there already. */
export async function insertRecoveryCase(tx: Tx, row: RecoveryCaseRow): Promise<void> {
  await tx.q.insertInto('recovery_case').values(row).execute();
}

/** `hashes`: of one secret, under each version of the server's own. */
export async function findCaseBySecret(tx: Tx, hashes: readonly string[]): Promise<RecoveryCaseRow | null> {
  const row = await tx.q.selectFrom('recovery_case').selectAll().where('secret_hash', 'in', hashes).executeTakeFirst();
  return row ?? null;
}

/** Null for a hold of another kind. */
export async function findCaseOfHold(tx: Tx, accountId: AccountId, holdId: HoldId): Promise<RecoveryCaseRow | null> {
  const row = await tx.q
    .selectFrom('recovery_case')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('hold_id', '=', holdId)
    .executeTakeFirst();
  return row ?? null;
}

/** `sealed`: all keys that are registered so far, in place of those before. */
export async function setPendingKeys(tx: Tx, accountId: AccountId, holdId: HoldId, sealed: string): Promise<void> {
  mustTouchOne(
    await tx.q
      .updateTable('recovery_case')
      .set({ keys_sealed: sealed })
      .where('account_id', '=', accountId)
      .where('hold_id', '=', holdId)
      .executeTakeFirst(),
  );
}
