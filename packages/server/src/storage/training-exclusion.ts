// Since when, until when and why what an account writes is excluded from training.

import type { AccountId } from '../domain/id.ts';
import type { Exclusion, ExclusionReason } from '../domain/training/exclusion.ts';
import type { Tx } from './store.ts';
import type { TrainingExclusionRow } from './tables.ts';

const toExclusion = ({ reason, from_at, until_at }: TrainingExclusionRow): Exclusion => ({
  reason,
  from: from_at,
  until: until_at,
});

/** The oldest first. */
export async function listExclusions(tx: Tx, accountId: AccountId): Promise<readonly Exclusion[]> {
  const rows = await tx.q
    .selectFrom('training_exclusion')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('from_at')
    .execute();
  return rows.map(toExclusion);
}

/** Of many accounts at once. An account that is not there has no entry. */
export async function exclusionsOf(
  tx: Tx,
  accountIds: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, readonly Exclusion[]>> {
  const [accounts, rows] = await Promise.all([
    tx.q.selectFrom('account').select('id').where('id', 'in', accountIds).execute(),
    tx.q.selectFrom('training_exclusion').selectAll().where('account_id', 'in', accountIds).execute(),
  ]);
  const found = new Map<AccountId, Exclusion[]>(accounts.map(({ id }) => [id, []]));
  for (const row of rows) found.get(row.account_id)?.push(toExclusion(row));
  return found;
}

/** @returns false where it is excluded for this reason already. */
export async function beginExclusion(
  tx: Tx,
  accountId: AccountId,
  reason: ExclusionReason,
  now: number,
): Promise<boolean> {
  const all = await listExclusions(tx, accountId);
  if (all.some((exclusion) => exclusion.reason === reason && exclusion.until === null)) return false;
  // Two that begin in one millisecond, after one that ended in it: the account is locked, so the next that is free is.
  const taken = new Set(all.map((exclusion) => exclusion.from));
  let from = now;
  while (taken.has(from)) from++;
  await tx.q
    .insertInto('training_exclusion')
    .values({ account_id: accountId, from_at: from, until_at: null, reason })
    .execute();
  return true;
}

/** @returns false where it was not excluded for this reason. */
export async function endExclusion(
  tx: Tx,
  accountId: AccountId,
  reason: ExclusionReason,
  now: number,
): Promise<boolean> {
  const ended = await tx.q
    .updateTable('training_exclusion')
    .set({ until_at: now })
    .where('account_id', '=', accountId)
    .where('reason', '=', reason)
    .where('until_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows) > 0;
}
