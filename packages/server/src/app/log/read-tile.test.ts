// Tiles, by the paths of C2SP tlog-tiles: whole ones, the partial one at the end, and nothing that is not there.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { listHashes } from '../../storage/log.ts';
import { record } from '../record.ts';
import { parseTilePath, readTile } from './read-tile.ts';
import { sealEvents } from './seal.ts';

it.each([
  ['0/000', { level: 0, index: 0, width: 256 }],
  ['0/067.p/12', { level: 0, index: 67, width: 12 }],
  ['1/x001/234', { level: 1, index: 1234, width: 256 }],
  ['0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
])('%s names a tile', (path, asked) => {
  expect(parseTilePath(path)).toEqual(asked);
});

it.each([
  '',
  '0',
  '0/0',
  '00/000',
  '64/000',
  '0/x000/001',
  '0/001/002',
  '0/x001/x002',
  '0/000.p/0',
  '0/000.p/256',
  '0/000.p/012',
  '0/000.p',
  '0/000/',
  '0/../000',
  '0/x999/x999/x999/x999/x999/x999/999',
])('%j names none', (path) => {
  expect(parseTilePath(path)).toBeNull();
});

describeUseCase('a tile', (world) => {
  it('has the kept hashes of its level, and is there once the log has grown so far', async () => {
    const { store } = world.deps;
    expect(await readTile(world.deps, { level: 0, index: 0, width: 1 })).toBeNull();
    for (let index = 0; index < 259; index++) {
      await store.write((tx) => record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}));
    }
    while ((await sealEvents(world.deps, TEST_TIME)) > 0);
    const leaves = await store.read((tx) => listHashes(tx, 0, { from: 0, to: 259 }));
    expect(await readTile(world.deps, { level: 0, index: 0, width: 256 })).toEqual(Buffer.concat(leaves.slice(0, 256)));
    expect(await readTile(world.deps, { level: 0, index: 1, width: 3 })).toEqual(Buffer.concat(leaves.slice(256)));
    expect((await readTile(world.deps, { level: 1, index: 0, width: 1 }))?.length).toBe(32);
    for (const asked of [
      { level: 0, index: 1, width: 4 },
      { level: 0, index: 2, width: 1 },
      { level: 1, index: 0, width: 2 },
      { level: 2, index: 0, width: 1 },
    ]) {
      expect(await readTile(world.deps, asked)).toBeNull();
    }
  });
});
