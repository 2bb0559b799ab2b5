// The machine around the server, for whoever looks after it: modes and ages of files, room on the disk, who answers where.

import { stat, statfs } from 'node:fs/promises';

export interface FileFacts {
  readonly mode: number;
  /** Milliseconds. */
  readonly changedAt: number;
}

/** Null where there is none. */
export async function fileFacts(path: string): Promise<FileFacts | null> {
  try {
    const { mode, mtimeMs } = await stat(path);
    return { mode, changedAt: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Bytes that this user may still write. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

export interface Answered {
  readonly status: number;
  /** By the other side's clock, to the second; null where it does not say. */
  readonly date: number | null;
}

const ANSWER_MS_MAX = 5000;

/** Asks an address of the operator's own, without following it anywhere. Null where nobody answers. */
export async function probe(url: string): Promise<Answered | null> {
  try {
    const { status, headers, body } = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    await body?.cancel();
    const date = Date.parse(headers.get('date') ?? '');
    return { status, date: Number.isNaN(date) ? null : date };
  } catch {
    return null;
  }
}
