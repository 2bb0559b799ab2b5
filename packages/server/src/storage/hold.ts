// Holds: weakening changes that wait. Each ends once: by a conditional update that must touch its one waiting row.

import type { Hold } from '../domain/hold/hold.ts';
import type { AccountId, HoldId } from '../domain/id.ts';
import type { Tx } from './store.ts';
import type { HoldRow } from './tables.ts';

const toHold = (row: HoldRow): Hold => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  startedAt: row.started_at,
  ripensAt: row.ripens_at,
  startedWith: row.started_with,
  announced: row.announced,
  newEmail: row.new_email,
});

export async function insertHold(tx: Tx, accountId: AccountId, hold: Hold, nextAt: number): Promise<void> {
  await tx.q
    .insertInto('hold')
    .values({
      id: hold.id,
      account_id: accountId,
      kind: hold.kind,
      state: hold.state,
      started_at: hold.startedAt,
      ripens_at: hold.ripensAt,
      next_at: nextAt,
      announced: hold.announced,
      started_with: hold.startedWith,
      new_email: hold.newEmail,
      ended_at: null,
    })
    .execute();
}

export async function listWaitingHolds(tx: Tx, accountId: AccountId): Promise<readonly Hold[]> {
  const rows = await tx.q
    .selectFrom('hold')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', 'waiting')
    .orderBy('ripens_at')
    .execute();
  return rows.map(toHold);
}

/** Ends a waiting hold. @returns false when it had ended already. */
export async function endHold(
  tx: Tx,
  accountId: AccountId,
  id: HoldId,
  state: 'vetoed' | 'done',
  now: number,
): Promise<boolean> {
  const ended = await tx.q
    .updateTable('hold')
    .set({ state, ended_at: now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(ended.numUpdatedRows) === 1;
}

/** Records an announcement. @returns false when another process made it. */
export async function recordAnnouncement(tx: Tx, hold: Hold, nextAt: number): Promise<boolean> {
  const updated = await tx.q
    .updateTable('hold')
    .set({ announced: hold.announced + 1, next_at: nextAt })
    .where('id', '=', hold.id)
    .where('state', '=', 'waiting')
    .where('announced', '=', hold.announced)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** Accounts with a hold that is to be announced or has ripened. */
export async function accountsWithDueHolds(tx: Tx, now: number, countMax: number): Promise<readonly AccountId[]> {
  const rows = await tx.q
    .selectFrom('hold')
    .select('account_id')
    .distinct()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .limit(countMax)
    .execute();
  return rows.map((row) => row.account_id);
}
