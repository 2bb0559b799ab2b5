// What a witness answers to a new checkpoint (C2SP tlog-witness, add-checkpoint): its cosignatures, or why there are none.

import {
  type Checkpoint,
  formatSignature,
  fromBase64,
  type NoteKey,
  parseCheckpoint,
  parseNote,
  type SignedNote,
  sameBytes,
  signNote,
  verifyConsistency,
  verifyNote,
} from '@holdfast/contract/log';
import { sha256, verifySignature } from '../audit/node-crypto.ts';
import type { WitnessSigner } from './witness-key.ts';
import type { WitnessState } from './witness-state.ts';

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

export interface Witness {
  /** Keys of the logs that it watches, by origin. */
  readonly logs: ReadonlyMap<string, readonly NoteKey[]>;
  readonly signers: readonly WitnessSigner[];
  readonly state: WitnessState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const PROOF_LINES_MAX = 63;

const say = (status: WitnessAnswer['status'], body: string): WitnessAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});
const conflict = (size: number): WitnessAnswer => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });

interface Submission {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: SignedNote;
  readonly checkpoint: Checkpoint;
}

/** Null for anything that is not written as the specification says. */
function parseSubmission(body: string): Submission | null {
  const end = body.indexOf('\n\n');
  if (end < 0) return null;
  const [old = '', ...lines] = body.slice(0, end).split('\n');
  const digits = /^old (0|[1-9][0-9]*)$/.exec(old)?.[1];
  const oldSize = Number(digits);
  const proof = lines.flatMap((line) => {
    const hash = fromBase64(line);
    return hash ? [hash] : [];
  });
  const isProof = lines.length <= PROOF_LINES_MAX && lines.every((line) => fromBase64(line)?.length === 32);
  const note = parseNote(body.slice(end + 2));
  const checkpoint = note && parseCheckpoint(note.text);
  if (digits === undefined || !Number.isSafeInteger(oldSize) || !isProof || !note || !checkpoint) return null;
  return { oldSize, proof, note, checkpoint };
}

async function isSignedByAny(note: SignedNote, keys: readonly NoteKey[]): Promise<boolean> {
  for (const key of keys) {
    if (await verifyNote(sha256, verifySignature, note, key)) return true;
  }
  return false;
}

/** Resolves with an answer; what it cosigns is on the disk by then. */
export async function addCheckpoint(witness: Witness, body: string): Promise<WitnessAnswer> {
  const submission = parseSubmission(body);
  if (!submission) return say(400, 'This is not a checkpoint with its proof.');
  const keys = witness.logs.get(submission.checkpoint.origin);
  if (!keys) return say(404, 'This witness does not watch that log.');
  if (!(await isSignedByAny(submission.note, keys))) return say(403, 'The checkpoint is not signed by the log.');
  return judge(witness, submission);
}

/** Nothing in here waits: what is compared, written and signed is one step, and no other request comes between. */
function judge({ state, signers, now }: Witness, { oldSize, proof, note, checkpoint }: Submission): WitnessAnswer {
  const { origin, size, root } = checkpoint;
  if (oldSize > size) return say(400, 'The old size is larger than the checkpoint’s.');
  const seen = state.find(origin);
  if (oldSize !== (seen?.size ?? 0)) return conflict(seen?.size ?? 0);
  if (seen && size === seen.size && !sameBytes(root, seen.root)) return conflict(seen.size);
  const isGrown =
    oldSize > 0 && seen
      ? verifyConsistency(sha256, { first: seen, second: { size, root }, proof })
      : proof.length === 0 && (size > 0 || sameBytes(root, sha256()));
  if (!isGrown) return say(422, 'The proof does not show that the log only grew.');
  if (!seen || size > seen.size) state.put(origin, { size, root });
  const atSeconds = Math.floor(now() / 1000);
  const lines = signers.map(({ key, sign }) => formatSignature(signNote(sha256, key, sign, note.text, atSeconds)));
  return { status: 200, type: 'text/plain; charset=utf-8', body: lines.join('') };
}
