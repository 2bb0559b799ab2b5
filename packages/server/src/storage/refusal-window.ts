// Refused attempts on an account since the first that no digest has told of (domain/alert/refusal-digest.ts).

import type { AccountId } from '../domain/id.ts';
import type { RefusalWindowRow } from './alert-tables.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const COUNT = statement<Pick<RefusalWindowRow, 'inside' | 'outside'>>(
  'refusal_window_count',
  `insert into refusal_window (account_id, from_at, inside, outside) values (?, ?, ?, ?)
   on conflict (account_id) do update set inside = refusal_window.inside + excluded.inside,
     outside = refusal_window.outside + excluded.outside
   returning inside, outside`,
);

/** Counts one, in a single statement. @returns how many there are with it, of those from the same side. */
export async function countRefusal(
  tx: Tx,
  accountId: AccountId,
  from: 'inside' | 'outside',
  now: number,
): Promise<number> {
  const [inside, outside] = from === 'inside' ? [1, 0] : [0, 1];
  const [row] = await tx.all(COUNT, [accountId, now, inside, outside]);
  if (!row) throw new Error('a counted row is returned by every count');
  return row[from];
}

const FORGET = statement('refusal_window_forget', 'delete from refusal_window where account_id = ?');

/** What was counted for nobody. */
export function forgetRefusals(tx: Tx, id: AccountId): void {
  tx.send(FORGET, [id]);
}
