// Half-done enrolments. Each belongs to the session that began it, and ends with it; dropping one leaves the account as it was.

import type { Enrolment } from '../domain/enrolment/enrolment.ts';
import type { AccountId, CredentialId, SessionId } from '../domain/id.ts';
import type { WaitHours } from '../domain/recovery/recovery-key-record.ts';
import { STAGED_MS } from '../domain/staged/staged.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { deleteStagedRecoveryKeys, listRecoveryKeys } from './recovery-key.ts';
import type { Tx } from './store.ts';
import type { EnrolmentRow } from './tables.ts';

/** Whose enrolment: an account's, in one of its sessions. */
export interface EnrolmentOf {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
}

const wordsOf = (ids: string) => ids.split(' ').filter(Boolean) as CredentialId[];

async function findRow(tx: Tx, { accountId, sessionId }: EnrolmentOf, now: number): Promise<EnrolmentRow | null> {
  const row = await tx.q
    .selectFrom('enrolment')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('session_id', '=', sessionId)
    .where('used_at', '>', now - STAGED_MS)
    .executeTakeFirst();
  return row ?? null;
}

/** With the recovery keys that it has staged. Null where this session began none, or left it for an hour. */
export async function findEnrolment(tx: Tx, of: EnrolmentOf, now: number): Promise<Enrolment | null> {
  const row = await findRow(tx, of, now);
  if (!row) return null;
  return {
    startedAt: row.started_at,
    waitHours: row.wait_hours as WaitHours | null,
    recoveryKeys: await listRecoveryKeys(tx, of.accountId, 'staged'),
    addedKeys: wordsOf(row.added_keys),
  };
}

/** Whose it is that is begun on the account, run out or not; null where none is. */
export async function findEnrolmentSession(tx: Tx, accountId: AccountId): Promise<SessionId | null> {
  const row = await tx.q
    .selectFrom('enrolment')
    .select('session_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.session_id ?? null;
}

/** Starts one. Any that was begun before goes, with what it staged. */
export async function beginEnrolment(tx: Tx, { accountId, sessionId }: EnrolmentOf, now: number): Promise<void> {
  await dropEnrolment(tx, accountId);
  await tx.q
    .insertInto('enrolment')
    .values({
      account_id: accountId,
      session_id: sessionId,
      started_at: now,
      used_at: now,
      wait_hours: null,
      added_keys: '',
    })
    .execute();
}

/** It goes on: it has an hour again. `change`: the wait that was chosen, or a key that its session added. */
export async function goOnEnrolment(
  tx: Tx,
  of: EnrolmentOf,
  now: number,
  change: { readonly waitHours?: WaitHours; readonly addedKey?: CredentialId } = {},
): Promise<void> {
  const row = await findRow(tx, of, now);
  if (!row) throw new Error('the enrolment was found in this transaction');
  const keys = change.addedKey ? [...wordsOf(row.added_keys), change.addedKey] : wordsOf(row.added_keys);
  const set = { used_at: now, added_keys: keys.join(' '), wait_hours: change.waitHours ?? row.wait_hours };
  mustTouchOne(await tx.q.updateTable('enrolment').set(set).where('account_id', '=', of.accountId).executeTakeFirst());
}

/** Forgets the enrolment and what it staged. @returns false when there was none. */
export async function dropEnrolment(tx: Tx, accountId: AccountId): Promise<boolean> {
  await deleteStagedRecoveryKeys(tx, { accountId });
  return finishEnrolment(tx, accountId);
}

/** Forgets the enrolment alone. @returns false when another request was first. */
export async function finishEnrolment(tx: Tx, accountId: AccountId): Promise<boolean> {
  const deleted = await tx.q.deleteFrom('enrolment').where('account_id', '=', accountId).executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}
