// Fetches the account's history with its proofs, checks it here, and compares the log with what this browser knew of it.
import type { Answer } from '@holdfast/contract';
import {
  type CheckedEntry,
  type CheckedHistory,
  checkHistory,
  grewOutOf,
  type HistoryProof,
  type ProvedEntry,
  sha256,
} from '@holdfast/contract/log';
import type { Call } from '../../api.ts';
import { ApiProblem } from '../../api-problem.ts';
import { keepHead, readKeptHead } from './kept-head.ts';
import { patiently, pause } from './patiently.ts';
import { verifySignature } from './verify-signature.ts';

const TOOLS = { sha256, verify: verifySignature };

/** What this browser remembers of the log, against what it is shown. */
export type Memory = 'first' | 'grew' | 'other-key' | 'put-back' | 'forked';

export interface Verified {
  readonly history: CheckedHistory;
  readonly byId: ReadonlyMap<string, CheckedEntry>;
  /** As it can be saved. */
  readonly proof: HistoryProof;
  readonly log: Answer<'log.read'>;
  readonly memory: Memory;
  /** Other witnesses than this browser knew. */
  readonly otherWitnesses: boolean;
  /** Entries about the account in all, as its newest entry numbers them. */
  readonly total: number;
}

/** What cannot be said, and why: nothing is sealed yet, or the browser lacks the means. */
export type Unverified = 'nothing-sealed' | 'no-ed25519';

type History = Answer<'activity.prove-history'>;

/** Pages after the first are proved under the first one's heads. Each is worth waiting for where the budget is used up. */
async function fetchHistory(impatient: Call, pagesMax: number, signal: AbortSignal) {
  const call = patiently(impatient, (seconds) => pause(seconds, signal));
  const first = await call('activity.prove-history', { query: {}, signal });
  const sizes = first.heads.map(({ size }) => size);
  const [witnessed, newest] = [sizes.at(0), sizes.at(-1)];
  const entries: ProvedEntry[] = [...first.entries];
  let { next } = first;
  for (let page = 1; page < pagesMax && next !== null; page++) {
    const query = { before: String(next), newest: String(newest), witnessed: String(witnessed) };
    const more: History = await call('activity.prove-history', { query, signal });
    entries.push(...more.entries);
    next = more.next;
  }
  return { heads: first.heads.map(({ checkpoint }) => checkpoint), growth: first.growth, entries };
}

async function recall(
  call: Call,
  { key }: Answer<'log.read'>,
  { head }: CheckedHistory,
  signal: AbortSignal,
): Promise<Memory> {
  const kept = readKeptHead();
  if (!kept || !head) return 'first';
  if (kept.key !== key) return 'other-key';
  const asks = kept.head.size > 0 && kept.head.size < head.size;
  const query = { from: String(kept.head.size), to: String(head.size) };
  const { proof } = asks ? await call('log.prove-growth', { query, signal }) : { proof: [] };
  return grewOutOf(TOOLS, kept.head, head, proof);
}

const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

/** @throws ApiProblem, Unreachable */
export async function verifyHistory(call: Call, pagesMax: number, signal: AbortSignal): Promise<Verified | Unverified> {
  let log: Answer<'log.read'>;
  try {
    log = await call('log.read', { signal });
  } catch (error) {
    if (isMissing(error)) return 'nothing-sealed';
    throw error;
  }
  const { credentials } = await call('credential.list', { signal });
  const keys = credentials.map(({ id, nickname, createdAt }) => ({ id, name: nickname, addedAt: createdAt }));
  const witnesses = log.witnesses.map((witness) => witness.key);
  const fetched = await fetchHistory(call, pagesMax, signal);
  const proof: HistoryProof = { holdfast: 'history', v: 1, log: log.key, witnesses, ...fetched, keys };
  let history: CheckedHistory;
  try {
    history = await checkHistory(TOOLS, proof);
  } catch (error) {
    if ((error as Error).name === 'NotSupportedError') return 'no-ed25519';
    throw error;
  }
  const kept = readKeptHead();
  const memory = await recall(call, log, history, signal);
  const known = [...(kept?.witnesses ?? [])].sort();
  const otherWitnesses = known.length > 0 && String(known) !== String([...witnesses].sort());
  const note = fetched.heads.at(-1);
  if (note && history.fault === null && (memory === 'first' || memory === 'grew')) {
    keepHead({ key: log.key, witnesses, note });
  }
  const byId = new Map(history.entries.map((entry) => [entry.id, entry]));
  const total = history.entries[0]?.entry?.chain?.n ?? history.entries.length;
  return { history, byId, proof, log, memory, otherWitnesses, total };
}
