// One-time things that carry their own proof (challenges, links): spending one is an insert that must succeed.

import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const SPEND = statement('spend', 'insert into spent (spent_id, expires_at) values (?, ?) on conflict do nothing');

/** @returns false when it was spent before. `expiresAt`: until when the thing itself would be accepted. */
export async function spend(tx: Tx, id: string, expiresAt: number): Promise<boolean> {
  return (await tx.run(SPEND, [id, expiresAt])) === 1;
}

export async function isSpent(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.q.selectFrom('spent').select('spent_id').where('spent_id', '=', id).executeTakeFirst()) !== undefined
  );
}
