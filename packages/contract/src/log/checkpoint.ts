// A checkpoint (C2SP tlog-checkpoint): which log, how many entries, and the root of all of them.

import { fromBase64, toBase64 } from './base64.ts';

export interface Checkpoint {
  /** Which log: a name that never changes, `example.com/log`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text that is signed, with the line feed at its end. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** Null for anything that is not a checkpoint's text. Lines after the third are extensions, which nobody here uses. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', digits = '', encoded = '', ...rest] = text.split('\n');
  const root = fromBase64(encoded);
  const size = Number(digits);
  if (origin === '' || rest.length === 0 || rest.at(-1) !== '') return null;
  if (!/^(?:0|[1-9][0-9]*)$/.test(digits) || !Number.isSafeInteger(size) || root?.length !== 32) return null;
  return { origin, size, root };
}
