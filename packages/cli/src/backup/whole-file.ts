// A file that is there as a whole or not at all: written beside its place, readable by its owner, on the disk before it is named.

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openOwnFile } from '../open-own-file.ts';

/** Syncs a folder, so that a new name in it survives the loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.length; ) from += (await handle.write(chunk, from)).bytesWritten;
}

export type Put = (chunk: Uint8Array) => Promise<void>;

/** What was there under that name goes when the new file is whole. `work` may throw: then nothing is left behind. */
export async function writeWholeFile<T>(path: string, work: (put: Put) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
  const handle = await openOwnFile(part);
  try {
    const value = await work((chunk) => writeAll(handle, chunk));
    await handle.sync();
    await handle.close();
    await rename(part, path);
    await syncFolder(dirname(path));
    return value;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
}
