// RFC 6962 proofs of transparency-dev/merkle: what must verify verifies, and all that must fail is refused.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashLeaf, RunningRoot, verifyConsistency, verifyInclusion } from '../../packages/contract/src/log.ts';
import { EMPTY_EDGE, grow, leafHash, rootOf } from '../../packages/server/src/domain/audit/tree.ts';

const folder = join(import.meta.dirname, 'rfc6962-merkle');
const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => createHash('sha256').update(Buffer.concat(parts)).digest();
const bytes = (text: string | null): Uint8Array => Buffer.from(text ?? '', 'base64');

interface Probe {
  readonly desc: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
}
interface InclusionProbe extends Probe {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string | null;
  readonly leafHash: string | null;
}
interface ConsistencyProbe extends Probe {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
}

const probes = <T extends Probe>(kind: string): readonly { readonly name: string; readonly probe: T }[] =>
  readdirSync(join(folder, 'testdata', kind), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, probe: JSON.parse(readFileSync(join(folder, 'testdata', kind, name), 'utf8')) as T }));

const tree = JSON.parse(readFileSync(join(folder, 'reference-tree.json'), 'utf8')) as {
  readonly leaf_inputs_hex: readonly string[];
  readonly root_hashes_size0to8: readonly string[];
};

describe('the reference tree', () => {
  it('has the roots of the reference at every size, both as it is built and as it is checked', () => {
    const leaves = tree.leaf_inputs_hex.map((hex) => Buffer.from(hex, 'hex'));
    for (const [size, root] of tree.root_hashes_size0to8.entries()) {
      const hashes = leaves.slice(0, size).map((leaf) => leafHash(sha256, leaf));
      const built = rootOf(sha256, grow(sha256, EMPTY_EDGE, hashes).edge);
      const running = new RunningRoot(sha256);
      for (const leaf of leaves.slice(0, size)) running.add(hashLeaf(sha256, leaf));
      expect([built, running.root()].map((hash) => Buffer.from(hash).toString('hex'))).toEqual([root, root]);
    }
  });
});

describe('published proofs', () => {
  it('of inclusion are accepted and refused as they must be', () => {
    const all = probes<InclusionProbe>('inclusion');
    expect(all).toHaveLength(98);
    const wrong = all.filter(({ probe }) => {
      const proof = (probe.proof ?? []).map(bytes);
      const { leafIdx: index, treeSize: size } = probe;
      const is = verifyInclusion(sha256, { index, size, leafHash: bytes(probe.leafHash), proof, root: bytes(probe.root) });
      return is === probe.wantErr;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('of consistency are accepted and refused as they must be', () => {
    const all = probes<ConsistencyProbe>('consistency');
    expect(all).toHaveLength(98);
    const wrong = all.filter(({ probe }) => {
      const first = { size: probe.size1, root: bytes(probe.root1) };
      const second = { size: probe.size2, root: bytes(probe.root2) };
      return verifyConsistency(sha256, { first, second, proof: (probe.proof ?? []).map(bytes) }) === probe.wantErr;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
