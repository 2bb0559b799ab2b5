// What came under new rules when this program first started on a database: counted once, for the record.

import { OPEN_STATES } from '../domain/hold/hold.ts';
import type { Tx } from './store.ts';

export interface Moved {
  readonly accounts: number;
  readonly keysNew: number;
  readonly keysTrusted: number;
  readonly holds: number;
}

export async function countMoved(tx: Tx, now: number): Promise<Moved> {
  const accounts = await tx.q
    .selectFrom('account')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const keys = tx.q.selectFrom('credential').select(({ fn }) => fn.countAll().as('count'));
  const fresh = await keys.where('trusted_at', '>', now).executeTakeFirstOrThrow();
  const trusted = await keys.where('trusted_at', '<=', now).executeTakeFirstOrThrow();
  const holds = await tx.q
    .selectFrom('hold')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirstOrThrow();
  return {
    accounts: Number(accounts.count),
    keysNew: Number(fresh.count),
    keysTrusted: Number(trusted.count),
    holds: Number(holds.count),
  };
}
