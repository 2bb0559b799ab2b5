// Replaces one SQLite file with another: only while nobody has either open, and never half.

import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/** Somebody has the database open: it cannot be replaced now. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse';
}

const BESIDE = ['-wal', '-shm', '-journal'] as const;

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Brings all into the one file and leaves none beside it. SQLite does that for nobody but the only one who has the file open
 * (sqlite.org/wal.html), and keeps everybody out meanwhile. @throws DatabaseInUse
 */
export function closeForGood(file: string): void {
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!/^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '')) throw error;
    throw new DatabaseInUse('The database is in use: stop the server first.', { cause: error });
  } finally {
    database.close();
  }
}

/** With the files that SQLite keeps beside it. None has to be there. */
export async function removeSqliteFile(file: string): Promise<void> {
  for (const end of ['', ...BESIDE]) await rm(`${file}${end}`, { force: true });
}

/**
 * Puts `draft` in the place of `file`, which is kept as `aside` where it was there: at any moment the one or the other is
 * there as a whole. @throws DatabaseInUse
 */
export async function takePlace(draft: string, file: string, aside: string): Promise<void> {
  closeForGood(draft);
  await sync(draft);
  if (existsSync(file)) {
    closeForGood(file);
    await link(file, aside);
  }
  await rename(draft, file);
  await sync(dirname(file));
}
