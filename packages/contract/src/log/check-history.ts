// Checks one account's history: that every entry is in the log, that none is missing, and that the log is what witnesses saw.
// It runs in the browser beside the page, and elsewhere on a saved proof; it believes nothing but keys.

import { fromBase64 } from './base64.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { type Entry, type Opening, opens, parseEntry } from './entry.ts';
import { hashLeaf, type Sha256, sameBytes, verifyConsistency, verifyInclusion } from './merkle-proof.ts';
import {
  type Cosigner,
  type NoteKey,
  parseNote,
  parseNoteKey,
  type VerifySignature,
  verifyCosigners,
  verifyNote,
} from './signed-note.ts';

export interface ProvedEntry {
  readonly index: number;
  /** Of the head that it is proved under. */
  readonly size: number;
  readonly entry: string;
  /** From the leaf to the root, in base64. */
  readonly proof: readonly string[];
  readonly opening: Opening | null;
}

/** A key that opens the account today, as the server lists it. */
export interface KeyNow {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** What is saved, and what the page checks. */
export interface HistoryProof {
  readonly holdfast: 'history';
  readonly v: 1;
  /** Keys, each in one line. */
  readonly log: string;
  readonly witnesses: readonly string[];
  /** Signed notes: the newest that witnesses signed, where there is one, and the newest. */
  readonly heads: readonly string[];
  /** That the newest head grew out of the witnessed one, in base64. */
  readonly growth: readonly string[];
  /** The newest first. */
  readonly entries: readonly ProvedEntry[];
  readonly keys: readonly KeyNow[];
}

export type EntryFault =
  /** It is not an entry of this log's format. */
  | 'unreadable'
  /** Its proof does not lead to the head. */
  | 'not-in-log'
  /** Its particulars are not those that were sealed. */
  | 'changed'
  /** The entry before it, of the same account, is not there. */
  | 'gap';

export type LogFaultKind = 'unreadable' | 'signature' | 'growth';

export interface CheckedEntry {
  /** Empty where it could not be read. */
  readonly id: string;
  readonly index: number;
  readonly size: number;
  /** The leaf's hash. */
  readonly hash: Uint8Array;
  readonly entry: Entry | null;
  readonly opening: Opening | null;
  readonly fault: EntryFault | null;
  /** Under a head that witnesses signed. */
  readonly witnessed: boolean;
}

export interface CheckedHistory {
  /** About the log as a whole; null where its heads are good. */
  readonly fault: LogFaultKind | null;
  readonly origin: string;
  /** The newest head. */
  readonly head: Checkpoint | null;
  readonly witnessedSize: number | null;
  readonly cosigners: readonly Cosigner[];
  /** The newest first. */
  readonly entries: readonly CheckedEntry[];
  /** Reaches back to the account's first entry. */
  readonly complete: boolean;
  /** Keys that no entry tells the coming of. */
  readonly unexplained: readonly KeyNow[];
}

interface Head extends Checkpoint {
  readonly cosigners: readonly Cosigner[];
}

export interface HistoryTools {
  readonly sha256: Sha256;
  readonly verify: VerifySignature;
}

/** More than half of them, so that two readers share a witness. */
const quorumOf = (witnesses: number): number => Math.floor(witnesses / 2) + 1;

async function readHead(tools: HistoryTools, note: string, key: NoteKey, witnesses: readonly NoteKey[]) {
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  if (!parsed || checkpoint?.origin !== key.name) return 'unreadable';
  if (!(await verifyNote(tools.sha256, tools.verify, parsed, key))) return 'signature';
  const cosigners = await verifyCosigners(tools.sha256, tools.verify, parsed, witnesses);
  return { ...checkpoint, cosigners } satisfies Head;
}

const hashes = (lines: readonly string[]): Uint8Array[] => lines.map((line) => fromBase64(line) ?? new Uint8Array());

/** What is wrong with a single entry, apart from its neighbours. */
function checkEntry(
  { sha256 }: HistoryTools,
  heads: readonly Head[],
  quorum: number,
  given: ProvedEntry,
): CheckedEntry {
  const entry = parseEntry(given.entry);
  const hash = hashLeaf(sha256, new TextEncoder().encode(given.entry));
  const head = heads.find(({ size }) => size === given.size);
  const { index, size, opening } = given;
  const isIn =
    head !== undefined &&
    verifyInclusion(sha256, { index, size, leafHash: hash, proof: hashes(given.proof), root: head.root });
  const isOpened = entry !== null && (opening === null || opens(sha256, entry, opening));
  const fault = entry === null ? 'unreadable' : !isIn ? 'not-in-log' : !isOpened ? 'changed' : null;
  const witnessed = head !== undefined && quorum > 0 && head.cosigners.length >= quorum;
  return { id: entry?.id ?? '', index, size, hash, entry, opening, fault, witnessed };
}

/** Each names the one before it: marks the entries after which, going back, something is missing. */
function followChain(entries: readonly CheckedEntry[]): { entries: readonly CheckedEntry[]; complete: boolean } {
  let complete = entries.length === 0;
  const followed = entries.map((checked, place) => {
    const chain = checked.entry?.chain;
    const before = entries[place + 1];
    const link = before?.entry?.chain;
    if (!chain || checked.fault) return checked;
    if (chain.n === 1 && !before) complete = true;
    const isLast = before === undefined;
    const isLinked = isLast || (link?.tag === chain.tag && link.n === chain.n - 1 && before.index === chain.previous);
    return isLinked ? checked : { ...checked, fault: 'gap' as const };
  });
  return { entries: followed, complete };
}

/** What brings a key to an account, and what brings several at once without naming each. */
const ADDS: readonly string[] = ['credential.add', 'sign-up.complete', 'recovery-link.complete'];
const ADDS_SEVERAL: readonly string[] = ['setup.complete', 'recovery.complete'];
export const BRINGS_KEYS: readonly string[] = [...ADDS, ...ADDS_SEVERAL];

/** A key is explained by the entry that names it, or by having come in the moment of a set-up or a recovery. */
function isExplained({ id, addedAt }: KeyNow, entries: readonly CheckedEntry[]): boolean {
  return entries.some(({ entry, opening, fault }) => {
    if (fault !== null || entry?.outcome !== 'done') return false;
    if (ADDS_SEVERAL.includes(entry.operation)) return entry.at === addedAt;
    return ADDS.includes(entry.operation) && opening?.particulars.credential === id;
  });
}

/** Trusts the keys that it is given, and the proof's own where none are. */
export async function checkHistory(
  tools: HistoryTools,
  proof: HistoryProof,
  trusted: { readonly log?: NoteKey; readonly witnesses?: readonly NoteKey[] } = {},
): Promise<CheckedHistory> {
  const key = trusted.log ?? parseNoteKey(tools.sha256, proof.log);
  const witnesses = trusted.witnesses ?? proof.witnesses.flatMap((line) => parseNoteKey(tools.sha256, line) ?? []);
  const quorum = witnesses.length === 0 ? 0 : quorumOf(new Set(witnesses.map(({ name }) => name)).size);
  const nothing = { origin: key?.name ?? '', head: null, witnessedSize: null, cosigners: [], entries: [] };
  const broken = (fault: LogFaultKind) => ({ ...nothing, fault, complete: false, unexplained: [] });
  if (!key || proof.heads.length === 0 || proof.heads.length > 2) return broken('unreadable');
  const heads: Head[] = [];
  for (const note of proof.heads) {
    const head = await readHead(tools, note, key, witnesses);
    if (typeof head === 'string') return broken(head);
    heads.push(head);
  }
  const [first, second = first] = heads;
  if (!first || !second) return broken('unreadable');
  if (first !== second && !verifyConsistency(tools.sha256, { first, second, proof: hashes(proof.growth) })) {
    return broken('growth');
  }
  const witnessed = heads.filter(({ cosigners }) => quorum > 0 && cosigners.length >= quorum).at(-1);
  const checked = proof.entries.map((given) => checkEntry(tools, heads, quorum, given));
  const { entries, complete } = followChain(checked);
  return {
    fault: null,
    origin: key.name,
    head: second,
    witnessedSize: witnessed?.size ?? null,
    cosigners: witnessed?.cosigners ?? [],
    entries,
    complete,
    // Before all is there, a key's entry may be among what is not.
    unexplained: complete ? proof.keys.filter((one) => !isExplained(one, entries)) : [],
  };
}

/** Did the log grow out of a head that was seen before? `growth` in base64, empty for the same size. */
export function grewOutOf(
  { sha256 }: HistoryTools,
  before: Checkpoint,
  now: Checkpoint,
  growth: readonly string[],
): 'grew' | 'put-back' | 'forked' {
  if (now.size < before.size) return 'put-back';
  if (now.size === before.size) return sameBytes(now.root, before.root) ? 'grew' : 'forked';
  return verifyConsistency(sha256, { first: before, second: now, proof: hashes(growth) }) ? 'grew' : 'forked';
}

const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** A saved proof read back; null for anything else. */
export function parseHistoryProof(text: string): HistoryProof | null {
  let given: Partial<HistoryProof>;
  try {
    given = JSON.parse(text) as Partial<HistoryProof>;
  } catch {
    return null;
  }
  const { holdfast, v, log, witnesses, heads, growth, entries, keys } = given ?? {};
  const isWhole =
    holdfast === 'history' &&
    v === 1 &&
    isText(log) &&
    [witnesses, heads, growth].every(areTexts) &&
    Array.isArray(entries) &&
    entries.every(
      ({ index, size, entry, proof }) => isText(entry) && areTexts(proof) && [index, size].every(Number.isSafeInteger),
    ) &&
    Array.isArray(keys) &&
    keys.every(({ id, name, addedAt }) => isText(id) && isText(name) && Number.isSafeInteger(addedAt));
  return isWhole ? (given as HistoryProof) : null;
}
