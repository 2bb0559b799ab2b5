// Files with personal data in them, in a folder that others write to as well.

import { linkSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ResumableFile } from './audit/resumable-file.ts';
import { writeWholeFile } from './backup/whole-file.ts';

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-own-'));
  out = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const WRITERS = {
  'a backup and an exported log': () => writeWholeFile(out, async (put) => put(Buffer.from('personal'))),
  'an export that can be gone on with': async () => {
    const file = await ResumableFile.begin(out, 'all', 0);
    await file.write('personal');
    await file.finish();
  },
};

it.each(Object.entries(WRITERS))('%s is not written through a link that somebody laid', async (_, write) => {
  const theirs = join(folder, 'theirs');
  for (const link of [symlinkSync, linkSync]) {
    writeFileSync(theirs, 'precious', { mode: 0o644 });
    link(theirs, `${out}.part`);
    await write();
    expect(readFileSync(theirs, 'utf8')).toBe('precious');
    expect(readFileSync(out, 'utf8')).toBe('personal');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    rmSync(out);
  }
});

it.each(Object.entries(WRITERS))(
  '%s is its owner’s alone, also where a draft was left open to others',
  async (_, write) => {
    writeFileSync(`${out}.part`, 'old', { mode: 0o644 });
    await write();
    expect(statSync(out).mode & 0o777).toBe(0o600);
  },
);
