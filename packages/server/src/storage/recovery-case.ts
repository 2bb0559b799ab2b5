// Recovery cases: what a hold of kind `recovery` has beyond a hold. The secret is kept as a keyed hash; keys that wait
// for the completion are sealed, and gone when the case ends.

import type { AccountId, HoldId } from '../domain/id.ts';
import { mustTouchOne } from './must-touch-one.ts';
import type { Tx } from './store.ts';
import type { HoldRow, RecoveryCaseRow } from './tables.ts';

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

/** Cases that one of these recovery keys began, with what became of them. A restore stops a case, but not because of what it is. */
export async function listCasesOf(tx: Tx, accountId: AccountId, keysMadeAt: number): Promise<readonly CaseOfAccount[]> {
  return tx.q
    .selectFrom('recovery_case')
    .innerJoin('hold', 'hold.id', 'recovery_case.hold_id')
    .select([
      'recovery_case.hold_id',
      'recovery_case.key_ordinal',
      'recovery_case.other_ordinal',
      'recovery_case.set_aside',
      'hold.state',
      'hold.ended_at',
      'hold.restoration_id',
    ])
    .where('recovery_case.account_id', '=', accountId)
    .where('recovery_case.key_made_at', '=', keysMadeAt)
    .execute();
}
export type CaseOfAccount = Pick<RecoveryCaseRow, 'hold_id' | 'key_ordinal' | 'other_ordinal' | 'set_aside'> &
  Pick<HoldRow, 'state' | 'ended_at' | 'restoration_id'>;

/** It was not stopped: the person who began it gave it up, or another case took its place. */
export async function setAside(tx: Tx, accountId: AccountId, holdId: HoldId): Promise<void> {
  mustTouchOne(
    await tx.q
      .updateTable('recovery_case')
      .set({ set_aside: 1 })
      .where('account_id', '=', accountId)
      .where('hold_id', '=', holdId)
      .executeTakeFirst(),
  );
}
