// What a look at the database says about its health.

import { readDatabaseClock } from './clock.ts';
import { findFact } from './fact.ts';
import { countOutbox } from './outbox.ts';
import type { Tx } from './store.ts';

export interface StoreState {
  /** By the database's own clock; null for one without. */
  readonly clock: number | null;
  readonly newestEventAt: number | null;
  /** Of the events that wait to be sealed; null where none does. */
  readonly oldestUnsealedAt: number | null;
  /** Messages that were given up. */
  readonly dead: number;
  readonly isSetUp: boolean;
}

/** Of a database with this program's schema. */
export async function stateOfStore(tx: Tx): Promise<StoreState> {
  const clock = await readDatabaseClock(tx);
  const newest = await tx.q.selectFrom('audit_event').select('at').orderBy('id', 'desc').limit(1).executeTakeFirst();
  const unsealed = await tx.q
    .selectFrom('audit_event')
    .select('at')
    .where('position', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return {
    clock,
    newestEventAt: newest?.at ?? null,
    oldestUnsealedAt: unsealed?.at ?? null,
    dead: (await countOutbox(tx)).dead,
    isSetUp: (await findFact(tx, 'setup.done-at')) !== null,
  };
}
