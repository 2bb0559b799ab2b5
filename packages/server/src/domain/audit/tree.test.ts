// The tree, against a definition so plain that it can be read off RFC 6962 §2.1, for every size up to some hundreds.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  consistencyRanges,
  type Edge,
  EMPTY_EDGE,
  foldNodes,
  foldPerfect,
  grow,
  inclusionRanges,
  type KeptNode,
  keptRange,
  leafHash,
  perfectNodes,
  type Range,
  rootOf,
} from './tree.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const entry = (index: number): Uint8Array => Buffer.from(`entry ${index}`);
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

/** MTH of RFC 6962 §2.1, word for word. */
function plainHash({ from, to }: Range): Uint8Array {
  if (to === from) return sha256();
  if (to - from === 1) return sha256(Uint8Array.of(0), entry(from));
  let k = 1;
  while (k * 2 < to - from) k *= 2;
  return sha256(Uint8Array.of(1), plainHash({ from, to: from + k }), plainHash({ from: from + k, to }));
}

const leaves = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from }, (_, at) => leafHash(sha256, entry(from + at)));

describe('the tree', () => {
  it('has the root that RFC 6962 defines, at every size, however many leaves are added at once', () => {
    let one: Edge = EMPTY_EDGE;
    let some: Edge = EMPTY_EDGE;
    expect(hex(rootOf(sha256, EMPTY_EDGE))).toBe(hex(sha256()));
    for (let size = 1; size <= 300; size++) {
      one = grow(sha256, one, leaves(size - 1, size)).edge;
      if (size % 7 === 0) some = grow(sha256, some, leaves(size - 7, size)).edge;
      expect(hex(rootOf(sha256, one))).toBe(hex(plainHash({ from: 0, to: size })));
      if (size % 7 === 0) expect(some).toEqual(one);
    }
  });

  it('keeps the roots of 256 and of 65,536 leaves, each once', () => {
    const { kept, edge } = grow(sha256, EMPTY_EDGE, leaves(0, 65_536 + 300));
    const at = (level: number) => kept.filter((node) => node.level === level).map(({ index }) => index);
    expect(at(8)).toEqual(Array.from({ length: 257 }, (_, index) => index));
    expect(at(16)).toEqual([0]);
    expect(kept).toHaveLength(258);
    const of = (level: number, index: number) => kept.find((node) => node.level === level && node.index === index);
    expect(hex((of(8, 3) as KeptNode).hash)).toBe(hex(plainHash({ from: 768, to: 1024 })));
    expect(hex((of(16, 0) as KeptNode).hash)).toBe(hex(edge.peaks[0] as Uint8Array));
  });

  it('takes any range apart into perfect subtrees that make up its hash', () => {
    for (const range of [
      { from: 0, to: 1 },
      { from: 0, to: 7 },
      { from: 8, to: 13 },
      { from: 256, to: 300 },
    ]) {
      const hashes = perfectNodes(range).map(({ level, index }) =>
        foldPerfect(sha256, leaves(index * 2 ** level, (index + 1) * 2 ** level)),
      );
      expect(hex(foldNodes(sha256, hashes))).toBe(hex(plainHash(range)));
    }
  });

  it('a node is made of at most 128 kept hashes of one tile', () => {
    expect(keptRange({ level: 0, index: 5 })).toEqual({ level: 0, range: { from: 5, to: 6 } });
    expect(keptRange({ level: 7, index: 1 })).toEqual({ level: 0, range: { from: 128, to: 256 } });
    expect(keptRange({ level: 8, index: 1 })).toEqual({ level: 8, range: { from: 1, to: 2 } });
    expect(keptRange({ level: 10, index: 2 })).toEqual({ level: 8, range: { from: 8, to: 12 } });
  });
});

describe('proofs', () => {
  it('of inclusion are of the ranges beside the leaf’s way to the root', () => {
    // The tree of seven leaves that RFC 6962 §2.1.3 draws.
    const ranges = (index: number) => inclusionRanges(index, 7).map(({ from, to }) => `${from}–${to}`);
    expect(ranges(0)).toEqual(['1–2', '2–4', '4–7']);
    expect(ranges(3)).toEqual(['2–3', '0–2', '4–7']);
    expect(ranges(4)).toEqual(['5–6', '6–7', '0–4']);
    expect(ranges(6)).toEqual(['4–6', '0–4']);
    expect(inclusionRanges(0, 1)).toEqual([]);
  });

  it('of consistency are those that RFC 6962 §2.1.3 lists', () => {
    const ranges = (first: number) => consistencyRanges(first, 7).map(({ from, to }) => `${from}–${to}`);
    expect(ranges(3)).toEqual(['2–3', '3–4', '0–2', '4–7']);
    expect(ranges(4)).toEqual(['4–7']);
    expect(ranges(6)).toEqual(['4–6', '6–7', '0–4']);
    expect(ranges(7)).toEqual([]);
  });

  it('of what is not there are an error of whoever asks', () => {
    expect(() => inclusionRanges(7, 7)).toThrow(RangeError);
    expect(() => inclusionRanges(-1, 7)).toThrow(RangeError);
    expect(() => consistencyRanges(0, 7)).toThrow(RangeError);
    expect(() => consistencyRanges(8, 7)).toThrow(RangeError);
    expect(() => foldPerfect(sha256, [])).toThrow(RangeError);
  });
});
