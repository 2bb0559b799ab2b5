// Half-done enrolments: where a holder left off. Dropping one leaves the account as it was.

import type { Enrolment } from '../domain/enrolment/enrolment.ts';
import type { AccountId } from '../domain/id.ts';
import type { WaitHours } from '../domain/recovery/recovery-key-record.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { deleteStagedRecoveryKeys, listRecoveryKeys } from './recovery-key.ts';
import type { Tx } from './store.ts';

/** With the recovery keys that it has staged; null where none was begun. */
export async function findEnrolment(tx: Tx, accountId: AccountId): Promise<Enrolment | null> {
  const row = await tx.q.selectFrom('enrolment').selectAll().where('account_id', '=', accountId).executeTakeFirst();
  if (!row) return null;
  const recoveryKeys = await listRecoveryKeys(tx, accountId, 'staged');
  return { startedAt: row.started_at, waitHours: row.wait_hours as WaitHours | null, recoveryKeys };
}

/** Starts, or leaves a started one as it is. */
export async function beginEnrolment(tx: Tx, accountId: AccountId, now: number): Promise<void> {
  await tx.q
    .insertInto('enrolment')
    .values({ account_id: accountId, started_at: now, wait_hours: null })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute();
}

/** @throws when no enrolment was begun: its caller has just found it under the account’s lock. */
export async function setWaitHours(tx: Tx, accountId: AccountId, waitHours: WaitHours): Promise<void> {
  const change = { wait_hours: waitHours };
  mustTouchOne(await tx.q.updateTable('enrolment').set(change).where('account_id', '=', accountId).executeTakeFirst());
}

/** Forgets the enrolment and what it staged. @returns false when there was none. */
export async function dropEnrolment(tx: Tx, accountId: AccountId): Promise<boolean> {
  await deleteStagedRecoveryKeys(tx, accountId);
  return finishEnrolment(tx, accountId);
}

/** Forgets the enrolment alone. @returns false when another request was first. */
export async function finishEnrolment(tx: Tx, accountId: AccountId): Promise<boolean> {
  const deleted = await tx.q.deleteFrom('enrolment').where('account_id', '=', accountId).executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}
