// Checks a log where it is served: its signed head, all its hashes, and that it grew out of what the auditor kept.

import {
  type Cosigner,
  fromBase64,
  type NoteKey,
  parseNoteKey,
  RunningRoot,
  sameBytes,
  toBase64,
  verifyConsistency,
} from '@holdfast/contract/log';
import { CommandFailure } from '../answer.ts';
import { readHashes } from './export-file.ts';
import { LogFault, readKept, readSignedHead, type SignedHead } from './log-check.ts';
import { sha256 } from './node-crypto.ts';
import { type CosignersAsked, requireCosigners } from './require-cosigners.ts';

const TILE_WIDTH = 256;
const HASH_BYTES = 32;
const ANSWER_BYTES_MAX = 262_144;
const ANSWER_MS_MAX = 20_000;

export interface OnlineExpectations {
  readonly key: NoteKey | undefined;
  readonly since: string | undefined;
  readonly cosigners: CosignersAsked;
  /** An exported log: what is served has to begin with its entries, and the first that differs is named. */
  readonly file: string | undefined;
  readonly onProgress: (entries: number) => void;
}

export interface CheckedOnline {
  readonly key: NoteKey;
  readonly size: number;
  /** The head that was checked, as it was served. */
  readonly checkpoint: string;
  readonly cosigners: readonly Cosigner[];
}

async function fetchBytes(base: string, path: string): Promise<Uint8Array> {
  const address = `${base}${path}`;
  const failed = (why: string) => new CommandFailure(`${address} ${why}.`);
  let response: Response;
  try {
    response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  } catch {
    throw failed('does not answer');
  }
  if (response.status !== 200) throw failed(`answers ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > ANSWER_BYTES_MAX) throw failed('answers with more than such an answer has');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function fetchJson(base: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const fields: unknown = JSON.parse(Buffer.from(await fetchBytes(base, path)).toString('utf8'));
    if (typeof fields === 'object' && fields !== null) return fields as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
  }
  throw new CommandFailure(`${base}${path} is not a Holdfast log.`);
}

/** C2SP tlog-tiles: groups of three digits, all but the last with an x. */
function tilePath(index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const spelt = groups.map((group, at) => (at < groups.length - 1 ? `x${group}/` : group)).join('');
  return `/log/tile/0/${spelt}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

async function* fetchLeaves(base: string, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < size; from += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - from);
    const tile = await fetchBytes(base, tilePath(from / TILE_WIDTH, width));
    if (tile.length !== width * HASH_BYTES) throw new LogFault(`The hashes from entry ${from} on are not whole.`);
    for (let at = 0; at < width; at++) yield tile.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES);
  }
}

/** Did the log grow out of the head that was kept? @throws LogFault */
async function requireGrowth(base: string, kept: SignedHead, newest: SignedHead): Promise<void> {
  if (newest.size < kept.size) {
    throw new LogFault(`The log has ${newest.size} entries and had ${kept.size}: it was put back to an older state.`);
  }
  const forked = new LogFault(
    `The history was forked: the first ${kept.size} entries are not those of the checkpoint that you kept. Keep both checkpoints, as the log’s key signed each of them.`,
  );
  if (newest.size === kept.size) {
    if (!sameBytes(newest.root, kept.root)) throw forked;
    return;
  }
  const { proof } = await fetchJson(base, `/api/v1/log/growth?from=${kept.size}&to=${newest.size}`);
  const hashes = Array.isArray(proof) ? proof.map((hash) => fromBase64(String(hash)) ?? new Uint8Array()) : [];
  if (!verifyConsistency(sha256, { first: kept, second: newest, proof: hashes })) throw forked;
}

/** Every hash that is served, against the heads of these sizes and the file. @throws LogFault with the first bad place */
async function walkLeaves(
  base: string,
  heads: readonly SignedHead[],
  newest: SignedHead,
  { file, onProgress }: OnlineExpectations,
): Promise<void> {
  const running = new RunningRoot(sha256);
  const known = file === undefined ? null : readHashes(file);
  for await (const leaf of fetchLeaves(base, newest.size)) {
    const index = running.size;
    const { value } = known ? await known.next() : { value: undefined };
    if (typeof value === 'string' && value !== toBase64(leaf)) {
      throw new LogFault(`Entry ${index} is not the one in the file: the history was forked there.`);
    }
    running.add(leaf);
    for (const head of heads) {
      if (head.size === running.size && !sameBytes(head.root, running.root())) {
        throw new LogFault(`The first ${head.size} entries are not those that were sealed: their root is another one.`);
      }
    }
    if (running.size % 10_000 === 0) onProgress(running.size);
  }
  const more = known ? await known.next() : { done: true };
  if (!more.done) {
    throw new LogFault(`The log has ${newest.size} entries and the file more: it was put back to an older state.`);
  }
}

/** @param url of the server, such as https://account.example.com @throws LogFault with the first bad place */
export async function checkOnline(url: string, expected: OnlineExpectations): Promise<CheckedOnline> {
  const base = url.replace(/\/+$/, '');
  const log = await fetchJson(base, '/api/v1/log');
  const key = expected.key ?? parseNoteKey(sha256, String(log.key));
  if (!key) throw new LogFault('The log names no key of its own.');
  const note = Buffer.from(await fetchBytes(base, '/log/checkpoint')).toString('utf8');
  const newest = await readSignedHead(note, key, 'The checkpoint');
  const { checkpoint } = (log.witnessed ?? {}) as { readonly checkpoint?: string };
  const witnessed =
    checkpoint === undefined ? newest : await readSignedHead(checkpoint, key, 'The witnessed checkpoint');
  const cosigners = await requireCosigners(witnessed.note, expected.cosigners);
  const kept = await readKept(expected.since, key);
  const heads = [newest, witnessed, ...(kept ? [kept] : [])];
  // With a file, the very entry can be named; without, the proof of growth tells sooner than every hash.
  if (kept && expected.file === undefined) await requireGrowth(base, kept, newest);
  await walkLeaves(base, heads, newest, expected);
  if (kept) await requireGrowth(base, kept, newest);
  return { key, size: newest.size, checkpoint: note, cosigners };
}
