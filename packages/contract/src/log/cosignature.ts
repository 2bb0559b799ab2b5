// What a key signs under a checkpoint: the log's own key its text, a cosigner (C2SP tlog-cosignature) a time with it.

import { parseCheckpoint } from './checkpoint.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** What an Ed25519 key signs. A cosignature puts its time, in seconds, before the text. */
export const signedBytes = (text: string, atSeconds: number | null): Uint8Array<ArrayBuffer> =>
  encode(atSeconds === null ? text : `cosignature/v1\ntime ${atSeconds}\n${text}`);

const NAME_BYTES_MAX = 255;

function uint64(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** One byte of length, and the bytes. */
function prefixed(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = encode(text);
  return bytes.length === 0 || bytes.length > NAME_BYTES_MAX ? null : Uint8Array.of(bytes.length, ...bytes);
}

/** What an ML-DSA-44 key signs: a `cosigned_message` of the whole tree. Null where the text is no checkpoint. */
export function cosignedMessage(cosigner: string, text: string, atSeconds: number): Uint8Array<ArrayBuffer> | null {
  const checkpoint = parseCheckpoint(text);
  const name = prefixed(cosigner);
  const origin = prefixed(checkpoint?.origin ?? '');
  if (!checkpoint || !name || !origin) return null;
  const parts = [
    encode('subtree/v1\n\0'),
    name,
    uint64(atSeconds),
    origin,
    uint64(0),
    uint64(checkpoint.size),
    checkpoint.root,
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
