// Since when, and until when, what an account writes is excluded from training.

import type { AccountId } from '../domain/id.ts';
import type { Tx } from './store.ts';

export async function beginExclusion(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  if ((await excludedSince(tx, accountId)) !== null) return;
  await tx.q
    .insertInto('training_exclusion')
    .values({ account_id: accountId, from_at: now, until_at: null })
    .onConflict((conflict) => conflict.columns(['account_id', 'from_at']).doUpdateSet({ until_at: null }))
    .execute();
}

export async function endExclusion(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  await tx.q
    .updateTable('training_exclusion')
    .set({ until_at: now })
    .where('account_id', '=', accountId)
    .where('until_at', 'is', null)
    .execute();
}

/** Start of the interval that is open now, or null. */
export async function excludedSince(tx: Tx, accountId: AccountId): Promise<number | null> {
  const row = await tx.q
    .selectFrom('training_exclusion')
    .select('from_at')
    .where('account_id', '=', accountId)
    .where('until_at', 'is', null)
    .executeTakeFirst();
  return row?.from_at ?? null;
}
