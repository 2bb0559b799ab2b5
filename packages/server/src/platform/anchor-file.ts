// What is known of the log, kept outside of the database: a small file that is replaced as a whole.

import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Anchor } from '../domain/restore/recognise.ts';

/** In the data folder. */
export const ANCHOR_FILE = 'log-anchor.json';

export interface AnchorFile {
  /** Null where there is none, or one that cannot be read: then nothing is known. */
  read(): Promise<Anchor | null>;
  /** On the disk when it resolves. */
  keep(anchor: Anchor): Promise<void>;
}

function parse(text: string): Anchor | null {
  try {
    const { v, head, restoration } = JSON.parse(text) as { v?: unknown } & Anchor;
    const isHead = head === null || (typeof head.root === 'string' && Number.isSafeInteger(head.size));
    const isKnown = restoration === null || typeof restoration === 'string';
    return v === 1 && isHead && isKnown ? { head, restoration } : null;
  } catch {
    return null;
  }
}

export function openAnchorFile(path: string): AnchorFile {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      return parse(text);
    },
    async keep(anchor) {
      const draft = `${path}.${process.pid}`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        const handle = await open(draft, 'w', 0o600);
        try {
          await handle.writeFile(`${JSON.stringify({ v: 1, ...anchor })}\n`);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}
