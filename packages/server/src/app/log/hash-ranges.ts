// The hashes of ranges of the tree, from what is kept of it.

import { foldNodes, foldPerfect, keptRange, perfectNodes, type Range } from '../../domain/audit/tree.ts';
import { sha256 } from '../../platform/sha256.ts';
import { listHashes } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';

/** @throws when a hash is missing: the log in the database is not whole. */
async function hashRange(tx: Tx, range: Range): Promise<Uint8Array> {
  const nodes = perfectNodes(range).map(async (node) => {
    const { level, range: kept } = keptRange(node);
    const hashes = await listHashes(tx, level, kept);
    if (hashes.length !== kept.to - kept.from) throw new Error(`the log lacks hashes of level ${level}`);
    return foldPerfect(sha256, hashes);
  });
  return foldNodes(sha256, await Promise.all(nodes));
}

export const hashRanges = (tx: Tx, ranges: readonly Range[]): Promise<readonly Uint8Array[]> =>
  Promise.all(ranges.map((range) => hashRange(tx, range)));
