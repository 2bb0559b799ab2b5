// What the log shows to anybody: its head, and that each head grew out of every one before.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { fromBase64, parseCheckpoint, parseNote, verifyConsistency } from '../../../../contract/src/log.ts';
import { refuse } from '../../domain/decision.ts';
import { sha256 } from '../../platform/sha256.ts';
import { record } from '../record.ts';
import { proveGrowth, readLog } from './read-log.ts';
import { sealEvents } from './seal.ts';

const REFUSED = refuse({ tag: 'not-found' });

describeUseCase('the log', (world) => {
  const grow = async (count: number) => {
    for (let index = 0; index < count; index++) {
      await world.deps.store.write((tx) =>
        record(world.deps, tx, makeCaller(), 'account.rename', null, { done: true }, {}),
      );
    }
    await sealEvents(world.deps, TEST_TIME);
    const { checkpoint } = factsOf(await readLog(world.deps));
    const head = parseCheckpoint(parseNote(checkpoint)?.text ?? '');
    if (!head) throw new Error('no checkpoint');
    return head;
  };

  it('proves of every two of its heads that the later grew out of the earlier', async () => {
    const heads = [];
    for (const count of [1, 1, 1, 2, 3, 8, 1, 255, 40]) heads.push(await grow(count));
    for (const [at, second] of heads.entries()) {
      for (const first of heads.slice(0, at + 1)) {
        const { proof } = factsOf(await proveGrowth(world.deps, makeCaller(), { from: first.size, to: second.size }));
        const hashes = proof.map((hash) => fromBase64(hash) ?? new Uint8Array());
        expect(verifyConsistency(sha256, { first, second, proof: hashes }), `${first.size}–${second.size}`).toBe(true);
      }
    }
  });

  it('proves nothing of sizes that it never had', async () => {
    for (const [from, to] of [
      [0, 1],
      [2, 1],
      [1, 100_000],
    ] as const) {
      expect(await proveGrowth(world.deps, makeCaller(), { from, to })).toEqual(REFUSED);
    }
  });
});
