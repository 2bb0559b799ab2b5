// What the sealed log publishes, and how anybody checks it: entries, proofs, checkpoints, signatures.

export { fromBase64, toBase64 } from './log/base64.ts';
export {
  BRINGS_KEYS,
  type CheckedEntry,
  type CheckedHistory,
  checkHistory,
  grewOutOf,
  type HistoryProof,
  type ProvedEntry,
  parseHistoryProof,
} from './log/check-history.ts';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './log/checkpoint.ts';
export { cosignedMessage, signedBytes } from './log/cosignature.ts';
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
export { sha256 } from './log/sha256.ts';
export {
  type Cosigner,
  formatNote,
  formatNoteKey,
  formatSignature,
  keyIdOf,
  type NoteKey,
  type NoteSignature,
  parseNote,
  parseNoteKey,
  parseSignatures,
  type SignatureAlgorithm,
  type SignedNote,
  signNote,
  toHex,
  type VerifySignature,
  verifyCosigners,
  verifyNote,
} from './log/signed-note.ts';
