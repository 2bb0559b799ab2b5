// One-time things that carry their own proof (challenges, links): spending one is an insert that must succeed.

import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const SPEND = statement('spend', 'insert into spent (spent_id, expires_at) values (?, ?) on conflict do nothing');

/** @returns false when it was spent before. `expiresAt`: until when the thing itself would be accepted. */
export async function spend(tx: Tx, id: string, expiresAt: number): Promise<boolean> {
  return (await tx.run(SPEND, [id, expiresAt])) === 1;
}

const SPEND_PROOF = statement(
  'spend_proof',
  `insert into spent (spent_id, expires_at) select cast(? as text), cast(? as bigint)
   where not exists (select 1 from restoration where at >= ? and at < ?) on conflict do nothing`,
);

/**
 * Spends what proves somebody's presence. One that was made before an older copy of the database was put back may have
 * been spent in what is lost: it is refused.
 */
export async function spendProof(tx: Tx, id: string, expiresAt: number, madeAt: number): Promise<boolean> {
  return (await tx.run(SPEND_PROOF, [id, expiresAt, madeAt, expiresAt])) === 1;
}

/** For showing what a link would do. Spending is decided by `spend` alone. */
export async function isSpent(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.q.selectFrom('spent').select('spent_id').where('spent_id', '=', id).executeTakeFirst()) !== undefined
  );
}
