// Cosignatures under the log's checkpoints: the few that matter are kept, the rest go when better ones come.

import type { LogCosignatureRow } from './log-tables.ts';
import type { Tx } from './store.ts';

/** Does nothing where it is there already. */
export async function insertCosignature(tx: Tx, row: LogCosignatureRow): Promise<void> {
  await tx.q
    .insertInto('log_cosignature')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** In the order of the cosigners' names. */
export async function listCosignatures(tx: Tx, size: number): Promise<readonly LogCosignatureRow[]> {
  return tx.q.selectFrom('log_cosignature').selectAll().where('size', '=', size).orderBy('cosigner').execute();
}

/** The largest tree that this cosigner signed, of those that are kept. */
export async function findNewestOf(tx: Tx, cosigner: string): Promise<LogCosignatureRow | null> {
  const row = await tx.q
    .selectFrom('log_cosignature')
    .selectAll()
    .where('cosigner', '=', cosigner)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The largest tree that at least `quorum` of these cosigners signed; null where there is none. */
export async function findSizeSignedBy(tx: Tx, cosigners: readonly string[], quorum: number): Promise<number | null> {
  if (cosigners.length === 0) return null;
  const row = await tx.q
    .selectFrom('log_cosignature')
    .select('size')
    .where('cosigner', 'in', cosigners)
    .groupBy('size')
    .having((is) => is.fn.countAll(), '>=', quorum)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.size ?? null;
}

/** Drops those of a tree where a larger one has all of its cosigners: it says all that they say. */
export async function dropOutdone(tx: Tx): Promise<void> {
  const rows = await tx.q.selectFrom('log_cosignature').select(['size', 'cosigner']).orderBy('size', 'desc').execute();
  const bySize = Map.groupBy(rows, ({ size }) => size);
  const larger: Set<string>[] = [];
  const outdone: number[] = [];
  for (const [size, of] of bySize) {
    const cosigners = of.map(({ cosigner }) => cosigner);
    if (larger.some((other) => cosigners.every((cosigner) => other.has(cosigner)))) outdone.push(size);
    else larger.push(new Set(cosigners));
  }
  if (outdone.length > 0) await tx.q.deleteFrom('log_cosignature').where('size', 'in', outdone).execute();
}
