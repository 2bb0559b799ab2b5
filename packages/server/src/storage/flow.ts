// Flows: things half done that are not a session: a sign-up, a password sign-in before its second step, an address or
// an authenticator app to be confirmed. Their state is sealed; their tries are counted by conditional updates.

import { APART_MS_MAX } from '../domain/clock/moved.ts';
import type { AccountId } from '../domain/id.ts';
import type { FlowKind } from '../domain/staged/flow-kind.ts';
import { mustTouchOne } from './must-touch-one.ts';
import type { Tx } from './store.ts';
import type { FlowRow } from './tables.ts';

type NewFlow = Omit<FlowRow, 'kind' | 'session_id'> &
  Partial<Pick<FlowRow, 'session_id'>> & { readonly kind: FlowKind };

/** Starts a flow, in place of an earlier one under the same key. Without a session, it is a browser's. */
export async function putFlow(tx: Tx, row: NewFlow): Promise<void> {
  const { flow_key, ...given } = row;
  const rest = { session_id: null, ...given };
  await tx.q
    .insertInto('flow')
    .values({ flow_key, ...rest })
    .onConflict((conflict) => conflict.column('flow_key').doUpdateSet(rest))
    .execute();
}

/** The flow, if it has this kind and has not expired. One of a later time was begun by a clock that was ahead: it is over. */
export async function findFlow(tx: Tx, kind: FlowKind, key: string, now: number): Promise<FlowRow | null> {
  const row = await tx.q
    .selectFrom('flow')
    .selectAll()
    .where('flow_key', '=', key)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .where('created_at', '<=', now + APART_MS_MAX)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes one of the remaining tries before the guess is looked at. @returns false when none is left. */
export async function takeTry(tx: Tx, key: string): Promise<boolean> {
  const updated = await tx.q
    .updateTable('flow')
    .set((is) => ({ tries_left: is('tries_left', '-', 1) }))
    .where('flow_key', '=', key)
    .where('tries_left', '>', 0)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** @throws when the flow has ended: its caller has just found it. */
export async function updateFlow(
  tx: Tx,
  key: string,
  change: Partial<Pick<FlowRow, 'state_sealed' | 'code_hash' | 'expires_at' | 'tries_left'>>,
): Promise<void> {
  mustTouchOne(await tx.q.updateTable('flow').set(change).where('flow_key', '=', key).executeTakeFirst());
}

/** Ends the flow. @returns false when another request was first: whatever it led to happens once. */
export async function endFlow(tx: Tx, key: string): Promise<boolean> {
  const deleted = await tx.q.deleteFrom('flow').where('flow_key', '=', key).executeTakeFirst();
  return Number(deleted.numDeletedRows) === 1;
}

/** Takes the flow's code, which is good once. @returns false when it is another one, or was taken. */
export async function spendFlowCode(tx: Tx, key: string, codeHash: string): Promise<boolean> {
  const updated = await tx.q
    .updateTable('flow')
    .set({ code_hash: null })
    .where('flow_key', '=', key)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows) === 1;
}

/** A flow of the account that waits for this code. */
export async function findFlowByCode(
  tx: Tx,
  kind: FlowKind,
  accountId: AccountId,
  codeHash: string,
  now: number,
): Promise<FlowRow | null> {
  const row = await tx.q
    .selectFrom('flow')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('kind', '=', kind)
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}
