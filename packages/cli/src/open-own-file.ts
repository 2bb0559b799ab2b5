// Opens a file that nobody else had a hand in: whatever stood under its name is gone, a link to somewhere else included.

import { type FileHandle, open, rm } from 'node:fs/promises';

/** For writing, readable by this user alone from its first byte. @throws where somebody puts one there at the same moment */
export async function openOwnFile(path: string): Promise<FileHandle> {
  await rm(path, { force: true });
  // Exclusive: a name that is there, a link too, is not followed (open(2), O_EXCL).
  return open(path, 'wx', 0o600);
}
