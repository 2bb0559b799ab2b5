// A backup in memory, for tests that take one apart.

import { type BackupWritten, writeBackup } from '../../packages/server/src/storage/backup/write-backup.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { TEST_TIME } from './clock.ts';

export interface InMemory {
  readonly bytes: Buffer;
  readonly written: BackupWritten;
}

export async function backupOf(store: Store, now: number = TEST_TIME): Promise<InMemory> {
  const chunks: Buffer[] = [];
  const written = await writeBackup(store, now, async (chunk) => {
    chunks.push(chunk);
  });
  if (!written) throw new Error('there is something to back up');
  return { bytes: Buffer.concat(chunks), written };
}

/** As a file arrives: in pieces that begin and end anywhere. */
export async function* inPieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
