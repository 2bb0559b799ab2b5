// Recovery keys: only a keyed hash is kept. `staged` ones wait to be typed back, in an enrolment or in place of live ones.

import type { AccountId, SessionId } from '../domain/id.ts';
import type { RecoveryKey } from '../domain/recovery/recovery-key-record.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { clearRecoveryKeyProofs } from './recovery-key-proofs.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { RecoveryKeyRow } from './tables.ts';

/**
 * - staged: made, and waiting to be typed back. - held: typed back, and waiting to take the place of the live ones.
 * - live: good.
 */
export type RecoveryKeyState = 'staged' | 'live' | 'held';
export const HELD = 2;
const flag = (state: RecoveryKeyState): RecoveryKeyRow['live'] => (state === 'live' ? 1 : state === 'held' ? HELD : 0);

const OF_ACCOUNT = statement<Pick<RecoveryKeyRow, 'ordinal' | 'made_at' | 'proved_at' | 'spent_at'>>(
  'recovery_keys_of_account',
  'select ordinal, made_at, proved_at, spent_at from recovery_key where account_id = ? and live = ? order by ordinal',
);

/** In the order of their papers: 1, then 2. */
export async function listRecoveryKeys(
  tx: Tx,
  accountId: AccountId,
  state: RecoveryKeyState,
): Promise<readonly RecoveryKey[]> {
  const rows = await tx.all(OF_ACCOUNT, [accountId, flag(state)]);
  return rows.map((row) => ({
    ordinal: row.ordinal,
    madeAt: row.made_at,
    provedAt: row.proved_at,
    spentAt: row.spent_at,
  }));
}

/** Puts new staged keys in place of earlier staged ones. `madeIn`: the session that they belong to, where one made them. */
export async function stageRecoveryKeys(
  tx: Tx,
  accountId: AccountId,
  hashes: readonly string[],
  now: number,
  madeIn: SessionId | null = null,
): Promise<void> {
  await deleteStagedRecoveryKeys(tx, { accountId });
  for (const [index, hash] of hashes.entries()) {
    await tx.q
      .insertInto('recovery_key')
      .values({
        account_id: accountId,
        ordinal: index + 1,
        live: 0,
        key_hash: hash,
        made_at: now,
        proved_at: null,
        spent_at: null,
        session_id: madeIn,
        restoration_id: null,
      })
      .execute();
  }
}

export interface StagedScope {
  readonly accountId: AccountId;
  /** Those of these sessions alone. */
  readonly of?: readonly SessionId[];
  /** Those of all sessions but these. */
  readonly except?: readonly SessionId[];
}

/** Those that were made and not yet put in force. */
export async function deleteStagedRecoveryKeys(tx: Tx, { accountId, of, except }: StagedScope): Promise<void> {
  let query = tx.q.deleteFrom('recovery_key').where('account_id', '=', accountId).where('live', '=', 0);
  if (of) query = query.where('session_id', 'in', [...of]);
  if (except)
    query = query.where((is) => is.or([is('session_id', 'is', null), is('session_id', 'not in', [...except])]));
  await query.execute();
}

/** Keyed hashes, to compare a typed key with; those that one session staged. */
export async function stagedRecoveryKeyHashes(
  tx: Tx,
  accountId: AccountId,
  madeIn: SessionId,
): Promise<readonly Pick<RecoveryKeyRow, 'ordinal' | 'key_hash' | 'made_at'>[]> {
  return tx.q
    .selectFrom('recovery_key')
    .select(['ordinal', 'key_hash', 'made_at'])
    .where('account_id', '=', accountId)
    .where('live', '=', 0)
    .where('session_id', '=', madeIn)
    .orderBy('ordinal')
    .execute();
}

/** Keyed hashes, to compare a typed key with; void ones among them. */
export async function recoveryKeyHashes(
  tx: Tx,
  accountId: AccountId,
  state: RecoveryKeyState,
): Promise<readonly Pick<RecoveryKeyRow, 'ordinal' | 'key_hash' | 'made_at' | 'spent_at'>[]> {
  return tx.q
    .selectFrom('recovery_key')
    .select(['ordinal', 'key_hash', 'made_at', 'spent_at'])
    .where('account_id', '=', accountId)
    .where('live', '=', flag(state))
    .orderBy('ordinal')
    .execute();
}

/** It was typed back at `now`. */
export async function markRecoveryKeyProved(
  tx: Tx,
  accountId: AccountId,
  state: RecoveryKeyState,
  ordinal: number,
  now: number,
): Promise<void> {
  const proved = await tx.q
    .updateTable('recovery_key')
    .set({ proved_at: now })
    .where('account_id', '=', accountId)
    .where('live', '=', flag(state))
    .where('ordinal', '=', ordinal)
    .executeTakeFirst();
  mustTouchOne(proved);
}

/** From one state to the next; what was in that state is gone. @returns how many there are now. */
async function moveRecoveryKeys(
  tx: Tx,
  accountId: AccountId,
  from: RecoveryKeyState,
  to: RecoveryKeyState,
): Promise<number> {
  await tx.q.deleteFrom('recovery_key').where('account_id', '=', accountId).where('live', '=', flag(to)).execute();
  if (to === 'live') await clearRecoveryKeyProofs(tx, accountId);
  const moved = await tx.q
    .updateTable('recovery_key')
    .set({ live: flag(to), session_id: null })
    .where('account_id', '=', accountId)
    .where('live', '=', flag(from))
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

/** They become the account's recovery keys; earlier ones are gone. @returns how many there are now. */
export const activateRecoveryKeys = (tx: Tx, accountId: AccountId, from: 'staged' | 'held' = 'staged') =>
  moveRecoveryKeys(tx, accountId, from, 'live');

/** Typed back, they wait until they may take the place of the live ones. @returns how many do. */
export const holdRecoveryKeys = (tx: Tx, accountId: AccountId) => moveRecoveryKeys(tx, accountId, 'staged', 'held');
