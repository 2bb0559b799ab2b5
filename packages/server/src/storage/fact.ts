// Single facts about this installation.

import type { Tx } from './store.ts';

export type FactName = 'setup.done-at' | 'metadata.no' | 'training.key';

export async function findFact(tx: Tx, name: FactName): Promise<string | null> {
  const row = await tx.q.selectFrom('fact').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

export async function setFact(tx: Tx, name: FactName, value: string): Promise<void> {
  await tx.q
    .insertInto('fact')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
