// Whoever keeps every head that a log ever showed, and tells at the end whether all of them are of one history.

import { setTimeout as pause } from 'node:timers/promises';
import { sha256, verifySignature } from '../../packages/cli/src/audit/node-crypto.ts';
import {
  type Checkpoint,
  hashLeaf,
  type NoteKey,
  parseCheckpoint,
  parseNote,
  RunningRoot,
  type SignedNote,
  sameBytes,
  toHex,
  verifyConsistency,
  verifyNote,
} from '../../packages/contract/src/log.ts';

/** Often enough that a head which is there for a moment is seen. */
const EVERY_MS = 8;

interface Seen {
  readonly note: SignedNote;
  readonly head: Checkpoint;
  /** As it was served first. */
  readonly served: string;
}

/** Asks the server for the hashes that prove the growth from one size to another. */
export type ProveGrowth = (from: number, to: number) => Promise<readonly Uint8Array[]>;

const sayHead = ({ size, root }: Checkpoint): string => `${size} (root ${toHex(root).slice(0, 16)}…)`;

export class SeenCheckpoints {
  readonly #byText = new Map<string, Seen>();
  /** What was wrong at the moment when it was served. */
  readonly #wrong: string[] = [];
  #largest = 0;

  /** How many different ones. */
  get count(): number {
    return this.#byText.size;
  }

  /** The smallest, as it was served. */
  get oldest(): string {
    return this.#bySize()[0]?.served ?? '';
  }

  #bySize(): readonly Seen[] {
    return [...this.#byText.values()].sort((one, other) => one.head.size - other.head.size);
  }

  /** @param atLeast the size that had been seen before this one was asked for */
  add(served: string, atLeast = 0): void {
    const note = parseNote(served);
    const head = note && parseCheckpoint(note.text);
    if (!note || !head) {
      this.#wrong.push(`not a checkpoint: ${JSON.stringify(served.slice(0, 200))}`);
      return;
    }
    if (head.size < atLeast) this.#wrong.push(`the log had ${atLeast} entries, and then ${head.size}`);
    this.#largest = Math.max(this.#largest, head.size);
    if (!this.#byText.has(note.text)) this.#byText.set(note.text, { note, head, served });
  }

  /** Looks again and again at whichever server answers, until `isOver`. */
  async watch(anyServer: () => Promise<string>, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const atLeast = this.#largest;
      const served = await anyServer()
        .then((url) => fetch(`${url}/log/checkpoint`))
        .then((answer) => (answer.ok ? answer.text() : null))
        // Nobody was there to answer.
        .catch(() => null);
      if (served !== null) this.add(served, atLeast);
      await pause(EVERY_MS);
    }
  }

  /**
   * What contradicts that there is one history: heads not signed by `key`, two of one size, one that did not grow out of
   * the one before (RFC 6962 §2.1.4), one whose root is not that of the entries as they are now.
   */
  async contradictions(key: NoteKey, entries: readonly string[], prove: ProveGrowth): Promise<readonly string[]> {
    const found = [...this.#wrong];
    const seen = this.#bySize();
    for (const { note, head } of seen) {
      if (!(await verifyNote(sha256, verifySignature, note, key))) found.push(`${sayHead(head)} is not signed`);
    }
    const pairs = seen.slice(1).map((second, at) => [seen[at] as Seen, second] as const);
    const [oldest, newest] = [seen[0], seen.at(-1)];
    if (oldest && newest && oldest !== newest) pairs.push([oldest, newest]);
    for (const [first, second] of pairs) {
      if (!(await isGrowth(first.head, second.head, prove)))
        found.push(`${sayHead(second.head)} did not grow out of ${sayHead(first.head)}`);
    }
    const running = new RunningRoot(sha256);
    for (const { head } of seen) {
      while (running.size < head.size && running.size < entries.length) {
        running.add(hashLeaf(sha256, Buffer.from(entries[running.size] ?? '')));
      }
      const isOfEntries = running.size === head.size && sameBytes(running.root(), head.root);
      if (!isOfEntries) found.push(`${sayHead(head)} is not of the ${entries.length} entries that there are`);
    }
    return found;
  }
}

async function isGrowth(first: Checkpoint, second: Checkpoint, prove: ProveGrowth): Promise<boolean> {
  // No server that tells the truth has a proof where the first is larger than its log.
  const proof = first.size === second.size ? [] : await prove(first.size, second.size).catch(() => null);
  return proof !== null && verifyConsistency(sha256, { first, second, proof });
}
