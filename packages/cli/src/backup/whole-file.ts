// A file that is there as a whole or not at all: written beside its place, readable by its owner, on the disk before it is named.

import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandFailure } from '../answer.ts';
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

/** A disk that is full, a folder that is not there: which file it was about, in one sentence. */
const inWords = (path: string, error: NodeJS.ErrnoException): Error =>
  error.syscall === undefined ? error : new CommandFailure(`${path} was not written: ${error.message}.`);

/**
 * What was there under that name goes when the new file is whole. `work` may throw: then nothing is left behind.
 * @throws CommandFailure where the file cannot be written
 */
export async function writeWholeFile<T>(path: string, work: (put: Put) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
  let handle: FileHandle | null = null;
  try {
    const file = await openOwnFile(part);
    handle = file;
    const value = await work((chunk) => writeAll(file, chunk));
    await file.sync();
    await file.close();
    await rename(part, path);
    await syncFolder(dirname(path));
    return value;
  } catch (error) {
    await handle?.close().catch(() => {});
    if (handle) await rm(part, { force: true });
    throw inWords(path, error as NodeJS.ErrnoException);
  }
}
