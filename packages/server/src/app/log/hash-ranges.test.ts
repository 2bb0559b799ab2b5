import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { EMPTY_EDGE, grow, rootOf } from '../../domain/audit/tree.ts';
import { sha256 } from '../../platform/sha256.ts';
import { listHashes } from '../../storage/log.ts';
import { record } from '../record.ts';
import { hashRanges } from './hash-ranges.ts';
import { sealEvents } from './seal.ts';

describeUseCase('the hash of a range', (world) => {
  it('is the same from kept hashes as from all leaves, and is not given where some are missing', async () => {
    const { store } = world.deps;
    for (let index = 0; index < 300; index++) {
      await store.write((tx) => record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}));
    }
    while ((await sealEvents(world.deps, TEST_TIME)) > 0);
    const leaves = await store.read((tx) => listHashes(tx, 0, { from: 0, to: 300 }));
    const ranges = [
      { from: 0, to: 300 },
      { from: 0, to: 256 },
      { from: 256, to: 300 },
      { from: 296, to: 300 },
    ];
    const hashes = await store.read((tx) => hashRanges(tx, ranges));
    expect(hashes.map((hash) => Buffer.from(hash))).toEqual(
      ranges.map(({ from, to }) => Buffer.from(rootOf(sha256, grow(sha256, EMPTY_EDGE, leaves.slice(from, to)).edge))),
    );
    await expect(store.read((tx) => hashRanges(tx, [{ from: 300, to: 301 }]))).rejects.toThrow(/lacks hashes/);
  });
});
