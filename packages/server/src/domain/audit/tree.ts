// The Merkle tree over the log (RFC 6962 §2.1): which hashes are kept, and which of them make a root or a proof.
//
// Kept are the leaves' hashes and the roots of perfect subtrees of 256, 65,536 … leaves: level 0, 8, 16 …, the rows
// of C2SP tlog-tiles. Whatever lies between is worked out of at most 256 of them.

/** SHA-256 over the parts, one after the other. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;

/** The root of the perfect subtree over leaves [index · 2^level, (index + 1) · 2^level). */
export interface Node {
  readonly level: number;
  readonly index: number;
}

export interface KeptNode extends Node {
  readonly hash: Uint8Array;
}

/** How many levels a tile spans. */
export const TILE_LEVELS = 8;
export const TILE_WIDTH = 2 ** TILE_LEVELS;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
export const leafHash = (sha256: Sha256, entry: Uint8Array): Uint8Array => sha256(LEAF, entry);
const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => sha256(NODE, left, right);

/** Leaves from `from` up to, and without, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const sizeOf = ({ from, to }: Range): number => to - from;

/** Where the tree splits a range of two or more leaves: after the largest power of two below its size. */
const splitOf = (range: Range): number => range.from + 2 ** (Math.ceil(Math.log2(sizeOf(range))) - 1);

/** A range of the tree, as the perfect subtrees that make it up; the largest first. */
export function perfectNodes({ from, to }: Range): readonly Node[] {
  const nodes: Node[] = [];
  for (let at = from; at < to; ) {
    const level = Math.floor(Math.log2(to - at));
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The hash of what `perfectNodes` answered, from their hashes. Of nothing: the hash of nothing. */
export const foldNodes = (sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array =>
  hashes.length === 0 ? sha256() : hashes.reduceRight((right, left) => nodeHash(sha256, left, right));

/** The ranges whose hashes prove that leaf `index` is in a tree of `size` leaves (RFC 6962 §2.1.1), from the leaf up. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let range: Range = { from: 0, to: size };
  while (sizeOf(range) > 1) {
    const middle = splitOf(range);
    const [left, right] = [
      { from: range.from, to: middle },
      { from: middle, to: range.to },
    ];
    ranges.push(index < middle ? right : left);
    range = index < middle ? left : right;
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that the tree of `first` leaves is the beginning of the one of `second` (RFC 6962 §2.1.2). */
export function consistencyRanges(first: number, second: number): readonly Range[] {
  if (!(first > 0 && first <= second)) throw new RangeError(`a tree of ${second} did not begin as one of ${first}`);
  const ranges: Range[] = [];
  let range: Range = { from: 0, to: second };
  while (range.to !== first) {
    const middle = splitOf(range);
    const [left, right] = [
      { from: range.from, to: middle },
      { from: middle, to: range.to },
    ];
    ranges.push(first <= middle ? right : left);
    range = first <= middle ? left : right;
  }
  // The first tree itself is known to whoever asks; a part of it is not.
  if (range.from > 0) ranges.push(range);
  return ranges.reverse();
}

/** The kept level at or below a node's, and which of its nodes make the node up. */
export function keptRange({ level, index }: Node): { readonly level: number; readonly range: Range } {
  const kept = level - (level % TILE_LEVELS);
  const width = 2 ** (level - kept);
  return { level: kept, range: { from: index * width, to: (index + 1) * width } };
}

/** The root over neighbouring hashes, as many as a power of two. */
export function foldPerfect(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    row = row.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(sha256, left, row[at + 1] as Uint8Array)] : []));
  }
  const [root] = row;
  if (!root) throw new RangeError('nothing to fold');
  return root;
}

/** The right edge of the tree: its size, and the roots of the perfect subtrees that make it up, the largest first. */
export interface Edge {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

export const EMPTY_EDGE: Edge = { size: 0, peaks: [] };

/** The tree with more leaves: its new edge, and the nodes above the leaves that are kept from now on. */
export function grow(
  sha256: Sha256,
  edge: Edge,
  leaves: readonly Uint8Array[],
): { readonly edge: Edge; readonly kept: readonly KeptNode[] } {
  const peaks = [...edge.peaks];
  const kept: KeptNode[] = [];
  let { size } = edge;
  for (const leaf of leaves) {
    let hash = leaf;
    let level = 0;
    for (let full = size; full % 2 === 1; full = Math.floor(full / 2)) {
      hash = nodeHash(sha256, peaks.pop() as Uint8Array, hash);
      level++;
      if (level % TILE_LEVELS === 0) kept.push({ level, index: Math.floor(size / 2 ** level), hash });
    }
    peaks.push(hash);
    size++;
  }
  return { edge: { size, peaks }, kept };
}

export const rootOf = (sha256: Sha256, edge: Edge): Uint8Array => foldNodes(sha256, edge.peaks);
