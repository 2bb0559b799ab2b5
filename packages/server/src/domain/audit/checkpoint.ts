// A checkpoint (C2SP tlog-checkpoint) as a signed note (C2SP signed-note): what the log stakes its name on.

import type { Sha256 } from './tree.ts';

/** What the bytes of a text, base64 of bytes, and the bytes of base64 are: the domain has none of them. */
export interface Codec {
  readonly encode: (text: string) => Uint8Array;
  readonly base64: (bytes: Uint8Array) => string;
  /** Null for anything but base64 in its one spelling. */
  readonly bytes: (base64: string) => Uint8Array | null;
}

export interface LogKey {
  /** The log's origin, which is its key's name too. */
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

const ED25519 = Uint8Array.of(1);

/** Four bytes that tell keys of one name apart. */
const keyIdOf = (sha256: Sha256, codec: Codec, { name, publicKey }: LogKey): Uint8Array =>
  sha256(codec.encode(`${name}\n`), ED25519, publicKey).slice(0, 4);

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The key in one line, for whoever verifies: `example.com/log+0123abcd+AbC…`. */
export const formatLogKey = (sha256: Sha256, codec: Codec, key: LogKey): string =>
  `${key.name}+${hex(keyIdOf(sha256, codec, key))}+${codec.base64(Uint8Array.of(...ED25519, ...key.publicKey))}`;

/** The text that is signed. */
export const checkpointText = (codec: Codec, origin: string, size: number, root: Uint8Array): string =>
  `${origin}\n${size}\n${codec.base64(root)}\n`;

/** The note: text, empty line, signature line. `signature` is over the text's bytes. */
export function checkpointNote(sha256: Sha256, codec: Codec, key: LogKey, text: string, signature: Uint8Array): string {
  const signed = Uint8Array.of(...keyIdOf(sha256, codec, key), ...signature);
  return `${text}\n— ${key.name} ${codec.base64(signed)}\n`;
}
