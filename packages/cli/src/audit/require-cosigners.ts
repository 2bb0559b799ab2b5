// Who else signed a checkpoint: a quorum of witnesses, and the log's second key, where the auditor asks for them.

import {
  type Cosigner,
  formatNote,
  keyIdOf,
  type NoteKey,
  parseNote,
  parseNoteKey,
  sameBytes,
  verifyCosigners,
  verifyNote,
} from '@holdfast/contract/log';
import { LogFault } from './log-check.ts';
import { sha256, verifySignature } from './node-crypto.ts';

export interface CosignersAsked {
  readonly witnesses: readonly NoteKey[];
  /** How many of them must have signed. */
  readonly quorum: number;
  /** The log's own ML-DSA-44 key. */
  readonly secondKey: NoteKey | null;
}

export const NOBODY_ASKED: CosignersAsked = { witnesses: [], quorum: 0, secondKey: null };

/** @returns the witnesses whose cosignatures stand under it. @throws LogFault where those asked for do not */
export async function requireCosigners(note: string, asked: CosignersAsked): Promise<readonly Cosigner[]> {
  const parsed = parseNote(note);
  if (!parsed) throw new LogFault('The checkpoint is not a signed checkpoint.');
  if (asked.secondKey && !(await verifyNote(sha256, verifySignature, parsed, asked.secondKey))) {
    throw new LogFault('The checkpoint is not cosigned by the log’s second key.');
  }
  const cosigners = await verifyCosigners(sha256, verifySignature, parsed, asked.witnesses);
  if (cosigners.length < asked.quorum) {
    const [, size] = parsed.text.split('\n');
    throw new LogFault(
      `The checkpoint of ${size} entries is cosigned by ${cosigners.length} of ${asked.witnesses.length} witnesses, and ${asked.quorum} have to: others may have been shown another history.`,
    );
  }
  return cosigners;
}

/** Every signature under the checkpoint is by one of these keys, and each is good. @throws LogFault */
export async function requireAllSigned(note: string, keys: readonly NoteKey[]): Promise<void> {
  const parsed = parseNote(note);
  if (!parsed) throw new LogFault('The checkpoint is not a signed checkpoint.');
  for (const signature of parsed.signatures) {
    const key = keys.find(
      (known) => known.name === signature.name && sameBytes(keyIdOf(sha256, known), signature.keyId),
    );
    const alone = { text: parsed.text, signatures: [signature] };
    if (!key || !(await verifyNote(sha256, verifySignature, alone, key))) {
      throw new LogFault(`The checkpoint carries a signature of ${signature.name} that is not good.`);
    }
  }
}

/** The note with the signatures of these keys alone: what an export's reader can check. */
export function signedByKnown(note: string, keys: readonly string[]): string {
  const parsed = parseNote(note);
  if (!parsed) return note;
  const known = keys.flatMap((line) => parseNoteKey(sha256, line) ?? []);
  const signatures = parsed.signatures.filter(({ name, keyId }) =>
    known.some((key) => key.name === name && sameBytes(keyIdOf(sha256, key), keyId)),
  );
  return formatNote({ text: parsed.text, signatures });
}
