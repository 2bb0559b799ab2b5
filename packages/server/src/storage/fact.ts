// Single facts about this installation.

import type { Tx } from './store.ts';

export type FactName =
  | 'setup.done-at'
  | 'metadata.no'
  | 'metadata.verified'
  | 'training.key'
  | 'push.key'
  | 'retention.ran-at'
  | 'rules.moved-at'
  | 'configuration.recorded';

/** Null where nobody has set it. */
export async function findFact(tx: Tx, name: FactName): Promise<string | null> {
  const row = await tx.q.selectFrom('fact').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** Sets or replaces it. */
export async function setFact(tx: Tx, name: FactName, value: string): Promise<void> {
  await tx.q
    .insertInto('fact')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Sets it unless it is set. @returns what stands: of several at once, the same for all. */
export async function claimFact(tx: Tx, name: FactName, value: string): Promise<string> {
  const row = await tx.q
    .insertInto('fact')
    .values({ name, value })
    // Nothing changes; but this way the row of whoever was first is locked and read.
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ name }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}
