// Checks proofs about the sealed log: that an entry is in it, and that one state of it grew out of another.
// It shares no code with the server that builds them, and runs wherever SHA-256 does: browser, command line, elsewhere.

/** SHA-256 over the parts, one after the other: 32 bytes. */
export type Sha256 = (...parts: readonly Uint8Array[]) => Uint8Array;

const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 6962 §2.1: leaves and nodes are hashed apart, so that neither can pass for the other. */
export const hashLeaf = (sha256: Sha256, entry: Uint8Array): Uint8Array => sha256(LEAF, entry);
const hashNode = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => sha256(NODE, left, right);

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isPowerOfTwo = (value: number): boolean => 2 ** Math.floor(Math.log2(value)) === value;
const half = (value: number): number => Math.floor(value / 2);
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Is the leaf at `index` of the tree of `size` leaves with this root? RFC 9162 §2.1.3.2. */
export function verifyInclusion(sha256: Sha256, { index, size, leafHash, proof, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || ![leafHash, root, ...proof].every(isHash)) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sha256, sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = hashNode(sha256, hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(hash, root);
}

export interface Consistency {
  readonly first: { readonly size: number; readonly root: Uint8Array };
  readonly second: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/** Is the first tree a beginning of the second? RFC 9162 §2.1.4.2. A tree of no leaves is the beginning of nothing. */
export function verifyConsistency(sha256: Sha256, { first, second, proof }: Consistency): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size === 0 || first.size > second.size) return false;
  // Nothing is hashed here, so the roots may be of any kind.
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root);
  if (![first.root, second.root, ...proof].every(isHash)) return false;
  const path = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof;
  const [start, ...rest] = path;
  if (!start || proof.length === 0) return false;
  let node = first.size - 1;
  let last = second.size - 1;
  while (node % 2 === 1) {
    node = half(node);
    last = half(last);
  }
  let old = start;
  let grown = start;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = hashNode(sha256, sibling, old);
      grown = hashNode(sha256, sibling, grown);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      grown = hashNode(sha256, grown, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(old, first.root) && sameBytes(grown, second.root);
}

/** The root of all leaves so far, kept in as many hashes as the size has bits: for a log of any length. */
export class RunningRoot {
  readonly #sha256: Sha256;
  /** Roots of the perfect subtrees, the largest first. */
  readonly #peaks: Uint8Array[] = [];
  #size = 0;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  get size(): number {
    return this.#size;
  }

  add(leafHash: Uint8Array): void {
    let hash = leafHash;
    for (let full = this.#size; full % 2 === 1; full = half(full)) {
      const left = this.#peaks.pop();
      if (left) hash = hashNode(this.#sha256, left, hash);
    }
    this.#peaks.push(hash);
    this.#size++;
  }

  /** Of no leaves: the hash of nothing (RFC 6962 §2.1). */
  root(): Uint8Array {
    const last = this.#peaks.at(-1);
    if (!last) return this.#sha256();
    return this.#peaks.slice(0, -1).reduceRight((right, left) => hashNode(this.#sha256, left, right), last);
  }
}
