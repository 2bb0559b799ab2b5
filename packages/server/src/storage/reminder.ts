// When the readiness of a protected account is looked at again.

import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';

/** Accounts that are due at `now`, those that are due longest first. */
export async function accountsToLookAt(tx: Tx, now: number, countMax: number): Promise<readonly AccountId[]> {
  const rows = await tx.q
    .selectFrom('account')
    .select('id')
    .where('remind_at', '<=', now)
    .orderBy('remind_at')
    .limit(countMax)
    .execute();
  return rows.map(({ id }) => id);
}

/** `at`: null for never. @returns false when it was not due, or somebody else has just looked. */
export async function setNextLook(tx: Tx, id: AccountId, at: number | null, now: number): Promise<boolean> {
  const set = await tx.q
    .updateTable('account')
    .set({ remind_at: at })
    .where('id', '=', id)
    .where('remind_at', '<=', now)
    .executeTakeFirst();
  return Number(set.numUpdatedRows) === 1;
}
