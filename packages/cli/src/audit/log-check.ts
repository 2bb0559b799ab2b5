// Checks a whole log, entry by entry, in constant memory, and stops at the first thing that is not as it was sealed.
//
// It believes nothing but the log's key: every hash is computed anew from the entries' own bytes.

import {
  type Entry,
  hashLeaf,
  type NoteKey,
  type Opening,
  opens,
  parseCheckpoint,
  parseEntry,
  parseNote,
  RunningRoot,
  sameBytes,
  toBase64,
  verifyNote,
} from '@holdfast/contract/log';
import { sha256, verifySignature } from './node-crypto.ts';

/** An entry as it stands in an export or in the database. */
export interface GivenEntry {
  readonly index: number;
  readonly entry: string;
  /** Of the leaf, in base64, as it was kept. */
  readonly hash: string;
  readonly opening: Opening | null;
}

/** The first bad place, in one sentence. */
export class LogFault extends Error {
  override readonly name = 'LogFault';
}

/** A head that the log's own key signed. */
export interface SignedHead {
  readonly note: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** @param what it is, to begin a sentence with @throws LogFault where it is not the log's own, signed by its key */
export async function readSignedHead(note: string, key: NoteKey, what: string): Promise<SignedHead> {
  const parsed = parseNote(note);
  const head = parsed && parseCheckpoint(parsed.text);
  if (!parsed || !head) throw new LogFault(`${what} is not a signed checkpoint.`);
  if (head.origin !== key.name) throw new LogFault(`${what} is of another log: ${head.origin}, not ${key.name}.`);
  if (!(await verifyNote(sha256, verifySignature, parsed, key))) {
    throw new LogFault(`${what}, of ${head.size} entries, is not signed by the log’s key.`);
  }
  return { note, size: head.size, root: head.root };
}

/** A checkpoint that the auditor kept: it is known to be this log's before anything is said of the log by it. */
export const readKept = async (note: string | undefined, key: NoteKey): Promise<SignedHead | null> =>
  note === undefined ? null : readSignedHead(note, key, 'The older checkpoint');

interface Link {
  readonly n: number;
  readonly index: number;
}

export class LogCheck {
  readonly #key: NoteKey;
  readonly #root = new RunningRoot(sha256);
  /** The newest entry of each account, by its tag. */
  readonly #chains = new Map<string, Link>();

  #erased = 0;

  constructor(key: NoteKey) {
    this.#key = key;
  }

  get size(): number {
    return this.#root.size;
  }

  /** How many entries have no opening any more: what was personal in them is erased. */
  get erased(): number {
    return this.#erased;
  }

  /** @throws LogFault */
  add(given: GivenEntry): Entry {
    const { index } = given;
    if (index !== this.size) {
      throw new LogFault(
        index > this.size
          ? `Entry ${this.size} is missing: the next one is ${index}.`
          : `Entry ${index} stands where entry ${this.size} belongs.`,
      );
    }
    const hash = hashLeaf(sha256, Buffer.from(given.entry, 'utf8'));
    if (toBase64(hash) !== given.hash) throw new LogFault(`Entry ${index} was changed: its hash is no longer its own.`);
    const entry = parseEntry(given.entry);
    if (!entry) throw new LogFault(`Entry ${index} is not an entry of this log’s format.`);
    if (given.opening && !opens(sha256, entry, given.opening)) {
      throw new LogFault(`The particulars of entry ${index} were changed: they are not what it committed to.`);
    }
    if (!given.opening) this.#erased++;
    this.#follow(entry, index);
    this.#root.add(hash);
    return entry;
  }

  /** Each account's entries are numbered without a gap, and each names the one before. */
  #follow({ chain }: Entry, index: number): void {
    if (!chain) return;
    const before = this.#chains.get(chain.tag);
    if (chain.n !== (before?.n ?? 0) + 1 || chain.previous !== (before?.index ?? null)) {
      throw new LogFault(`Entry ${index} breaks the history of its account: something was put in or left out.`);
    }
    this.#chains.set(chain.tag, { n: chain.n, index });
  }

  /** Was this the log's head when it had as many entries as now? @throws LogFault */
  async compare(note: string): Promise<void> {
    const head = await readSignedHead(note, this.#key, 'The checkpoint');
    if (head.size !== this.size) {
      throw new LogFault(`The checkpoint is of ${head.size} entries, and there are ${this.size}.`);
    }
    if (!sameBytes(head.root, this.#root.root())) {
      throw new LogFault(`The first ${head.size} entries are not those that were sealed: their root is another one.`);
    }
  }
}

/** How many entries a checkpoint says there are; null where it is none. */
export const sizeOfCheckpoint = (note: string): number | null =>
  parseCheckpoint(parseNote(note)?.text ?? '')?.size ?? null;
