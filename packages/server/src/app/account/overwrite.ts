// What follows an erasure: the bytes of the rows are overwritten where the database allows it.

import { listNotOverwritten, markOverwritten } from '../../storage/erasure.ts';
import type { Store } from '../../storage/store.ts';

/** @returns how many erasures it was done for; 0 also where readers were in the way, and it is tried again. */
export async function overwriteErased(deps: { readonly store: Store }, now: number): Promise<number> {
  const ids = await deps.store.read(listNotOverwritten);
  if (ids.length === 0 || !(await deps.store.overwriteDeleted())) return 0;
  await deps.store.write((tx) => markOverwritten(tx, ids, now));
  return ids.length;
}
