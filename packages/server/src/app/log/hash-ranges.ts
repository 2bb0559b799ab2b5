// The hashes of ranges of the tree, from what is kept of it.

import { foldNodes, foldPerfect, keptRange, perfectNodes, type Range } from '../../domain/audit/tree.ts';
import { sha256 } from '../../platform/sha256.ts';
import { listHashes } from '../../storage/log.ts';
import type { Tx } from '../../storage/store.ts';

const TILE_WIDTH = 256;

/** What was read and hashed already. Sealed hashes never change, so that it is good in later transactions too. */
export interface Tiles {
  /** Kept hashes, by level and tile: many proofs of one tree share most of theirs. */
  readonly rows: Map<string, Promise<readonly Uint8Array[]>>;
  /** Hashes over ranges: proofs of neighbouring entries share most of these as well. */
  readonly ranges: Map<string, Promise<Uint8Array>>;
}

export const noTiles = (): Tiles => ({ rows: new Map(), ranges: new Map() });

function remembered<T>(known: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(name) ?? make();
  known.set(name, made);
  return made;
}

/** A perfect subtree's kept nodes never cross the border of a tile. */
async function readKept(tx: Tx, level: number, range: Range, { rows }: Tiles): Promise<readonly Uint8Array[]> {
  const from = range.from - (range.from % TILE_WIDTH);
  const tile = await remembered(rows, `${level} ${from}`, () => listHashes(tx, level, { from, to: from + TILE_WIDTH }));
  return tile.slice(range.from - from, range.to - from);
}

/** @throws when a hash is missing: the log in the database is not whole. */
async function hashRange(tx: Tx, range: Range, tiles: Tiles | null): Promise<Uint8Array> {
  const nodes = perfectNodes(range).map(async (node) => {
    const { level, range: kept } = keptRange(node);
    const hashes = tiles ? await readKept(tx, level, kept, tiles) : await listHashes(tx, level, kept);
    if (hashes.length !== kept.to - kept.from) throw new Error(`the log lacks hashes of level ${level}`);
    return foldPerfect(sha256, hashes);
  });
  return foldNodes(sha256, await Promise.all(nodes));
}

/** `tiles` for several proofs of one tree: what they share is read and hashed once. */
export const hashRanges = (
  tx: Tx,
  ranges: readonly Range[],
  tiles: Tiles | null = null,
): Promise<readonly Uint8Array[]> =>
  Promise.all(
    ranges.map((range) => {
      const make = () => hashRange(tx, range, tiles);
      return tiles ? remembered(tiles.ranges, `${range.from} ${range.to}`, make) : make();
    }),
  );
