// Windows of refused attempts that are over, so that their digest is due.

import { windowsOver } from '../domain/alert/refusal-digest.ts';
import type { AccountId } from '../domain/id.ts';
import type { RefusalWindowRow } from './alert-tables.ts';
import type { Tx } from './store.ts';

/** Accounts whose window is over, the longest over first. */
export async function listOverWindows(tx: Tx, now: number, countMax: number): Promise<readonly AccountId[]> {
  const { before, after } = windowsOver(now);
  const rows = await tx.q
    .selectFrom('refusal_window')
    .select('account_id')
    .where((is) => is.or([is('from_at', '<=', before), is('from_at', '>', after)]))
    .orderBy('from_at')
    .limit(countMax)
    .execute();
  return rows.map(({ account_id }) => account_id);
}

/** Takes the window away if it is over: the next attempt begins another. @returns null where somebody else has. */
export async function takeOverWindow(tx: Tx, accountId: AccountId, now: number): Promise<RefusalWindowRow | null> {
  const { before, after } = windowsOver(now);
  const row = await tx.q
    .deleteFrom('refusal_window')
    .where('account_id', '=', accountId)
    .where((is) => is.or([is('from_at', '<=', before), is('from_at', '>', after)]))
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
