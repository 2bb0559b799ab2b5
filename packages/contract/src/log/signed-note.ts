// Signed notes (C2SP signed-note): a text, an empty line, and signature lines by named keys.

import type { Sha256 } from './merkle-proof.ts';

/** What a key's signatures are over, and how they are laid out. */
export const SIGNATURE_TYPES = { ed25519: 1, cosignature: 4 } as const;
export type SignatureType = keyof typeof SIGNATURE_TYPES;

export interface NoteKey {
  readonly name: string;
  readonly type: SignatureType;
  /** Ed25519, 32 bytes. */
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

/** Verifies an Ed25519 signature (RFC 8032), wherever this runs. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

const NAME = /^[^\s+\p{Cc}]+$/u;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SIGNATURES_MAX = 100;
/** Any control character but the line feed. */
const CONTROL = /[^\P{Cc}\n]/u;

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Null for anything but base64 with its padding and nothing else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BASE64.test(text)) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null;
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Four bytes that tell the keys of one name apart. */
export const keyIdOf = (sha256: Sha256, { name, type, publicKey }: NoteKey): Uint8Array =>
  sha256(encode(`${name}\n`), Uint8Array.of(SIGNATURE_TYPES[type]), publicKey).slice(0, 4);

/** The key in one line, as it is handed to whoever verifies: `name+0123abcd+AbC…`. */
export const formatNoteKey = (sha256: Sha256, key: NoteKey): string =>
  `${key.name}+${hex(keyIdOf(sha256, key))}+${toBase64(Uint8Array.of(SIGNATURE_TYPES[key.type], ...key.publicKey))}`;

/** Null for anything that is not such a line, or whose key id is not that of its key. */
export function parseNoteKey(sha256: Sha256, line: string): NoteKey | null {
  const [, name = '', keyId, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  const type = (Object.keys(SIGNATURE_TYPES) as SignatureType[]).find((is) => SIGNATURE_TYPES[is] === bytes?.[0]);
  if (!NAME.test(name) || !bytes || !type || bytes.length !== 33) return null;
  const key: NoteKey = { name, type, publicKey: bytes.slice(1) };
  return hex(keyIdOf(sha256, key)) === keyId ? key : null;
}

const formatSignature = ({ name, keyId, signature }: NoteSignature): string =>
  `— ${name} ${toBase64(Uint8Array.of(...keyId, ...signature))}\n`;

export const formatNote = ({ text, signatures }: SignedNote): string =>
  `${text}\n${signatures.map(formatSignature).join('')}`;

/** Null for anything that is not a signed note. That it parses says nothing about who signed it. */
export function parseNote(note: string): SignedNote | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || CONTROL.test(note) || !note.endsWith('\n')) return null;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MAX) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    if (!NAME.test(name) || !bytes || bytes.length < 5) return null;
    signatures.push({ name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) });
  }
  return signatures.length > 0 ? { text, signatures } : null;
}

const TIMESTAMP_BYTES = 8;

/** What an Ed25519 key of `type` signs. A cosignature (C2SP tlog-cosignature) puts its time, in seconds, before the text. */
export const signedBytes = (text: string, atSeconds: number | null): Uint8Array<ArrayBuffer> =>
  encode(atSeconds === null ? text : `cosignature/v1\ntime ${atSeconds}\n${text}`);

export interface VerifiedSignature {
  /** When the cosignature says it was made, in seconds since 1970; null for other signatures. */
  readonly atSeconds: number | null;
}

/** The key's signature under the note, verified, or null: by another key, of another text, or not there. */
export async function verifyNote(
  sha256: Sha256,
  verify: VerifyEd25519,
  note: SignedNote,
  key: NoteKey,
): Promise<VerifiedSignature | null> {
  const keyId = hex(keyIdOf(sha256, key));
  for (const { name, keyId: id, signature } of note.signatures) {
    if (name !== key.name || hex(id) !== keyId) continue;
    const isCosignature = key.type === 'cosignature';
    if (signature.length !== 64 + (isCosignature ? TIMESTAMP_BYTES : 0)) return null;
    const view = new DataView(signature.buffer, signature.byteOffset, signature.byteLength);
    const atSeconds = isCosignature ? Number(view.getBigUint64(0)) : null;
    const over = signedBytes(note.text, atSeconds);
    const bare = isCosignature ? signature.slice(TIMESTAMP_BYTES) : signature;
    return (await verify(key.publicKey, over, bare)) ? { atSeconds } : null;
  }
  return null;
}
