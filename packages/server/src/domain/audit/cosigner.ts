// Cosignatures (C2SP tlog-cosignature): what a witness, or the log's own second key, signs under a checkpoint.

import { type Codec, hex } from './checkpoint.ts';
import type { Sha256 } from './tree.ts';

export type CosignerAlgorithm = 'ed25519' | 'ml-dsa-44';

export interface CosignerKey {
  readonly name: string;
  readonly algorithm: CosignerAlgorithm;
  /** Ed25519: 32 bytes. ML-DSA-44: 1,312 bytes. */
  readonly publicKey: Uint8Array;
}

const KINDS = {
  ed25519: { type: 4, keyBytes: 32, signatureBytes: 64 },
  'ml-dsa-44': { type: 6, keyBytes: 1312, signatureBytes: 2420 },
} as const;
const TIME_BYTES = 8;
const KEY_ID_BYTES = 4;

const keyIdOf = (sha256: Sha256, codec: Codec, { name, algorithm, publicKey }: CosignerKey): Uint8Array =>
  sha256(codec.encode(`${name}\n`), Uint8Array.of(KINDS[algorithm].type), publicKey).slice(0, KEY_ID_BYTES);

/** What tells this key of this cosigner from every other: `witness.example+0123abcd`. */
export const cosignerId = (sha256: Sha256, codec: Codec, key: CosignerKey): string =>
  `${key.name}+${hex(keyIdOf(sha256, codec, key))}`;

export const formatCosignerKey = (sha256: Sha256, codec: Codec, key: CosignerKey): string =>
  `${cosignerId(sha256, codec, key)}+${codec.base64(Uint8Array.of(KINDS[key.algorithm].type, ...key.publicKey))}`;

/** Null for anything that is not a cosigner's key in one line. */
export function parseCosignerKey(sha256: Sha256, codec: Codec, line: string): CosignerKey | null {
  const [, name = '', encoded = ''] = /^([^\s+]+)\+[0-9a-f]{8}\+(\S+)$/.exec(line) ?? [];
  const bytes = codec.bytes(encoded);
  const algorithm = (Object.keys(KINDS) as CosignerAlgorithm[]).find((is) => KINDS[is].type === bytes?.[0]);
  if (name === '' || !bytes || !algorithm || bytes.length !== 1 + KINDS[algorithm].keyBytes) return null;
  const key: CosignerKey = { name, algorithm, publicKey: bytes.slice(1) };
  return formatCosignerKey(sha256, codec, key) === line ? key : null;
}

export interface CosignedHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** The bytes that are signed. `text` is the checkpoint's, for `head`. */
export function cosignedBytes(
  codec: Codec,
  { name, algorithm }: CosignerKey,
  head: CosignedHead,
  text: string,
  atSeconds: number,
): Uint8Array {
  if (algorithm === 'ed25519') return codec.encode(`cosignature/v1\ntime ${atSeconds}\n${text}`);
  const [cosigner, origin] = [codec.encode(name), codec.encode(head.origin)];
  return Uint8Array.of(
    ...codec.encode('subtree/v1\n\0'),
    cosigner.length,
    ...cosigner,
    ...uint64(atSeconds),
    origin.length,
    ...origin,
    ...uint64(0),
    ...uint64(head.size),
    ...head.root,
  );
}

/** The line that goes under the note, with the line feed at its end. */
export function cosignatureLine(
  sha256: Sha256,
  codec: Codec,
  key: CosignerKey,
  atSeconds: number,
  signature: Uint8Array,
): string {
  const bytes = Uint8Array.of(...keyIdOf(sha256, codec, key), ...uint64(atSeconds), ...signature);
  return `— ${key.name} ${codec.base64(bytes)}\n`;
}

export interface GivenCosignature {
  readonly line: string;
  readonly atSeconds: number;
  readonly signature: Uint8Array;
}

/** The line that claims to be this key's, among those a witness answered with; whether it is, its signature tells. */
export function findCosignature(
  sha256: Sha256,
  codec: Codec,
  key: CosignerKey,
  lines: string,
): GivenCosignature | null {
  const keyId = hex(keyIdOf(sha256, codec, key));
  const length = KEY_ID_BYTES + TIME_BYTES + KINDS[key.algorithm].signatureBytes;
  for (const line of lines.split('\n')) {
    const [, name, encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = name === key.name ? codec.bytes(encoded) : null;
    if (bytes?.length !== length || hex(bytes.subarray(0, KEY_ID_BYTES)) !== keyId) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const atSeconds = Number(view.getBigUint64(KEY_ID_BYTES));
    if (!Number.isSafeInteger(atSeconds)) continue;
    return { line: `${line}\n`, atSeconds, signature: bytes.slice(KEY_ID_BYTES + TIME_BYTES) };
  }
  return null;
}

/** How many of so many witnesses: two readers who each see a majority share a witness, which signs one past only. */
export const quorumOf = (witnesses: number): number => Math.floor(witnesses / 2) + 1;
