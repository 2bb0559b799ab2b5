// What the sealed log publishes, and how anybody checks it: entries, proofs, checkpoints, signatures.

export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './log/checkpoint.ts';
export { type Chain, type Entry, type Opening, opens, PARTICULARS, type Particulars, parseEntry } from './log/entry.ts';
export {
  type Consistency,
  hashLeaf,
  type Inclusion,
  RunningRoot,
  type Sha256,
  sameBytes,
  verifyConsistency,
  verifyInclusion,
} from './log/merkle-proof.ts';
export {
  formatNote,
  formatNoteKey,
  fromBase64,
  keyIdOf,
  type NoteKey,
  type NoteSignature,
  parseNote,
  parseNoteKey,
  type SignedNote,
  signedBytes,
  toBase64,
  type VerifyEd25519,
  verifyNote,
} from './log/signed-note.ts';
