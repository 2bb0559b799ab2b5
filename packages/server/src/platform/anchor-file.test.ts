// What is known of the log outside of the database: kept as a whole, for its owner alone, or not known.

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openAnchorFile } from './anchor-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-anchor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const head = { origin: 'example.org/log', size: 12, root: 'AAAA' };

it('is what was kept last, and nothing beside it is left', async () => {
  const path = join(folder, 'made', 'anchor.json');
  const file = openAnchorFile(path);
  expect(await file.read()).toBeNull();
  await file.keep({ head: null, restoration: null });
  expect(await file.read()).toEqual({ head: null, restoration: null });
  await file.keep({ head, restoration: 'rstr_1' as never });
  expect(await openAnchorFile(path).read()).toEqual({ head, restoration: 'rstr_1' });
  expect(readdirSync(join(folder, 'made'))).toEqual(['anchor.json']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it.each(['', '{', '{"v":2,"head":null,"restoration":null}', '{"v":1,"head":{"size":"many"},"restoration":null}', '[]'])(
  'is unknown where the file says %s',
  async (text) => {
    const path = join(folder, 'damaged.json');
    writeFileSync(path, text);
    expect(await openAnchorFile(path).read()).toBeNull();
  },
);
