// Signed notes (C2SP signed-note): a text, an empty line, and signature lines by named keys.

import { fromBase64, toBase64 } from './base64.ts';
import { cosignedMessage, signedBytes } from './cosignature.ts';
import type { Sha256 } from './merkle-proof.ts';

/** What a key's signatures are over, and how they are laid out: by the log itself, or by a cosigner. */
export const SIGNATURE_TYPES = { ed25519: 1, cosignature: 4, 'cosignature-ml-dsa-44': 6 } as const;
export type SignatureType = keyof typeof SIGNATURE_TYPES;

export type SignatureAlgorithm = 'ed25519' | 'ml-dsa-44';

/** Which algorithm each type has, how long its keys and bare signatures are, and whether a time stands before them. */
const LAYOUT = {
  ed25519: { algorithm: 'ed25519', keyBytes: 32, signatureBytes: 64, timed: false },
  cosignature: { algorithm: 'ed25519', keyBytes: 32, signatureBytes: 64, timed: true },
  'cosignature-ml-dsa-44': { algorithm: 'ml-dsa-44', keyBytes: 1312, signatureBytes: 2420, timed: true },
} as const satisfies Record<SignatureType, object>;

export interface NoteKey {
  readonly name: string;
  readonly type: SignatureType;
  /** Ed25519: 32 bytes (RFC 8032). ML-DSA-44: 1,312 bytes (FIPS 204). */
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  /** The first four bytes: which key of that name. */
  readonly keyId: Uint8Array;
  /** What follows the key id. */
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** With the line feed at its end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Verifies a signature, wherever this runs. Throws where the runtime does not have the algorithm. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  algorithm: SignatureAlgorithm,
) => Promise<boolean>;

const NAME = /^[^\s+\p{Cc}]+$/u;
const SIGNATURES_MAX = 100;
/** Any control character but the line feed. */
const CONTROL = /[^\P{Cc}\n]/u;

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const toHex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Four bytes that tell the keys of one name apart. */
export const keyIdOf = (sha256: Sha256, { name, type, publicKey }: NoteKey): Uint8Array =>
  sha256(encode(`${name}\n`), Uint8Array.of(SIGNATURE_TYPES[type]), publicKey).slice(0, 4);

/** The key in one line, as it is handed to whoever verifies: `name+0123abcd+AbC…`. */
export const formatNoteKey = (sha256: Sha256, key: NoteKey): string =>
  `${key.name}+${toHex(keyIdOf(sha256, key))}+${toBase64(Uint8Array.of(SIGNATURE_TYPES[key.type], ...key.publicKey))}`;

/** Null for anything that is not such a line, or whose key id is not that of its key. */
export function parseNoteKey(sha256: Sha256, line: string): NoteKey | null {
  const [, name = '', keyId, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  const type = (Object.keys(SIGNATURE_TYPES) as SignatureType[]).find((is) => SIGNATURE_TYPES[is] === bytes?.[0]);
  if (!NAME.test(name) || !bytes || !type || bytes.length !== 1 + LAYOUT[type].keyBytes) return null;
  const key: NoteKey = { name, type, publicKey: bytes.slice(1) };
  return toHex(keyIdOf(sha256, key)) === keyId ? key : null;
}

export const formatSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${toBase64(Uint8Array.of(...keyId, ...signature))}\n`;

export const formatNote = ({ text, signatures }: SignedNote): string =>
  `${text}\n${signatures.map(formatSignature).join('')}`;

/** Null for anything that is not a signed note. That it parses says nothing about who signed it. */
export function parseNote(note: string): SignedNote | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || CONTROL.test(note) || !note.endsWith('\n')) return null;
  const text = note.slice(0, split + 1);
  const signatures = parseSignatures(note.slice(split + 2));
  return signatures ? { text, signatures } : null;
}

/** Signature lines as they stand under a note, and as a witness answers with them; null for anything else. */
export function parseSignatures(text: string): readonly NoteSignature[] | null {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > SIGNATURES_MAX) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    if (!NAME.test(name) || !bytes || bytes.length < 5) return null;
    signatures.push({ name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) });
  }
  return signatures;
}

const TIMESTAMP_BYTES = 8;

/** What a key of this type signs under the text; null where such a key cannot sign it. */
function messageOf({ name, type }: NoteKey, text: string, atSeconds: number | null): Uint8Array | null {
  if (type !== 'cosignature-ml-dsa-44') return signedBytes(text, atSeconds);
  return cosignedMessage(name, text, atSeconds ?? 0);
}

/** Makes the signature of a key under a text. `atSeconds` counts for cosignatures alone. @throws where it cannot sign it */
export function signNote(
  sha256: Sha256,
  key: NoteKey,
  sign: (message: Uint8Array) => Uint8Array,
  text: string,
  atSeconds: number,
): NoteSignature {
  const { timed } = LAYOUT[key.type];
  const message = messageOf(key, text, timed ? atSeconds : null);
  if (!message) throw new TypeError('this key signs checkpoints alone');
  const time = new Uint8Array(timed ? TIMESTAMP_BYTES : 0);
  if (timed) new DataView(time.buffer).setBigUint64(0, BigInt(atSeconds));
  return {
    name: key.name,
    keyId: keyIdOf(sha256, key),
    signature: Uint8Array.of(...time, ...sign(message)),
  };
}

export interface VerifiedSignature {
  /** When the cosignature says it was made, in seconds since 1970; null for other signatures. */
  readonly atSeconds: number | null;
}

/** The key's signature under the note, verified, or null: by another key, of another text, or not there. */
export async function verifyNote(
  sha256: Sha256,
  verify: VerifySignature,
  note: SignedNote,
  key: NoteKey,
): Promise<VerifiedSignature | null> {
  const keyId = toHex(keyIdOf(sha256, key));
  const { algorithm, signatureBytes, timed } = LAYOUT[key.type];
  const found = note.signatures.find(({ name, keyId: id }) => name === key.name && toHex(id) === keyId);
  if (found?.signature.length !== signatureBytes + (timed ? TIMESTAMP_BYTES : 0)) return null;
  const { signature } = found;
  const view = new DataView(signature.buffer, signature.byteOffset, signature.byteLength);
  const atSeconds = timed ? Number(view.getBigUint64(0)) : null;
  if (atSeconds !== null && !Number.isSafeInteger(atSeconds)) return null;
  const message = messageOf(key, note.text, atSeconds);
  if (!message) return null;
  const bare = timed ? signature.slice(TIMESTAMP_BYTES) : signature;
  return (await verify(key.publicKey, message, bare, algorithm)) ? { atSeconds } : null;
}

export interface Cosigner {
  readonly name: string;
  readonly atSeconds: number;
}

/** Whose cosignatures stand under the note, each name once however many keys it has. */
export async function verifyCosigners(
  sha256: Sha256,
  verify: VerifySignature,
  note: SignedNote,
  keys: readonly NoteKey[],
): Promise<readonly Cosigner[]> {
  const found = new Map<string, Cosigner>();
  for (const key of keys) {
    const verified = await verifyNote(sha256, verify, note, key);
    if (verified && verified.atSeconds !== null) found.set(key.name, { name: key.name, atSeconds: verified.atSeconds });
  }
  return [...found.values()];
}
