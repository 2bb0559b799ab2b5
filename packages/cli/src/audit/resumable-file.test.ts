// A file that can be gone on with.

import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ResumableFile } from './resumable-file.ts';

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-resumable-'));
  out = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Written up to a mark, then half a line, then cut off. */
async function interrupt(): Promise<void> {
  const file = await ResumableFile.begin(out, 'all', 0);
  await file.write('é one\n');
  await file.mark(1);
  await file.write('half a li');
  await file.abandon();
}

describe('a file that was interrupted', () => {
  beforeEach(interrupt);

  it('does not have its name, and goes on behind its last mark to a whole one', async () => {
    expect(existsSync(out)).toBe(false);
    const file = await ResumableFile.resume<number>(out, 'all');
    expect(file.state).toBe(1);
    await file.write('two\n');
    await file.finish();
    expect(readFileSync(out, 'utf8')).toBe('é one\ntwo\n');
    expect([existsSync(`${out}.part`), existsSync(`${out}.mark`)]).toEqual([false, false]);
  });

  it('does not go on with another question', async () => {
    await expect(ResumableFile.resume(out, 'some')).rejects.toThrow('with other options');
  });

  it('does not go on where less is there than the mark says, or the mark cannot be read', async () => {
    truncateSync(`${out}.part`, 3);
    await expect(ResumableFile.resume(out, 'all')).rejects.toThrow('shorter than it was');
    writeFileSync(`${out}.mark`, '{"asked":');
    await expect(ResumableFile.resume(out, 'all')).rejects.toThrow('cannot be read');
  });

  it('is thrown away by whoever begins again', async () => {
    const file = await ResumableFile.begin(out, 'some', 0);
    await file.write('new\n');
    await file.finish();
    expect(readFileSync(out, 'utf8')).toBe('new\n');
    await expect(ResumableFile.resume(out, 'all')).rejects.toThrow('nothing to go on with');
  });
});

it('a file that is there stays until the new one is whole', async () => {
  writeFileSync(out, 'old');
  await interrupt();
  expect(readFileSync(out, 'utf8')).toBe('old');
});
