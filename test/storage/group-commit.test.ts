// SQLite: writes that are asked for together share one durable commit, and do not disturb each other.

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isSpent, spend } from '../../packages/server/src/storage/spent.ts';
import { TEST_TIME } from '../support/clock.ts';
import { describeOn } from '../support/stores.ts';

const EXPIRES = TEST_TIME + 1000;

describeOn('sqlite', 'group commit', (database) => {
  test('a hundred writes asked for together share few commits, and each gets its own answer', async () => {
    const groups: number[] = [];
    const store = database.open({ onGroup: (size) => groups.push(size) });
    const writes = Array.from({ length: 100 }, (_, index) =>
      store.write(async (tx) => {
        await spend(tx, `shared-${index}`, EXPIRES);
        return index;
      }),
    );
    expect(await Promise.all(writes)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(groups.length).toBeLessThanOrEqual(3);
    expect(groups.reduce((sum, size) => sum + size, 0)).toBe(100);
  });

  test('nothing is answered before its durable commit: another connection sees it at once', async () => {
    const [store, other] = [database.open(), database.open()];
    const seen = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        await store.write((tx) => spend(tx, `durable-${index}`, EXPIRES));
        return other.read((tx) => isSpent(tx, `durable-${index}`));
      }),
    );
    expect(seen.every((there) => there)).toBe(true);
  });

  test('one write that throws rolls back alone', async () => {
    const groups: number[] = [];
    const store = database.open({ onGroup: (size) => groups.push(size) });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) =>
        store.write(async (tx) => {
          await spend(tx, `beside-${index}`, EXPIRES);
          if (index % 3 === 1) throw new Error(`fault ${index}`);
        }),
      ),
    );
    expect(groups).toEqual([9]);
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(
      Array.from({ length: 9 }, (_, index) => index % 3 !== 1),
    );
    for (let index = 0; index < 9; index++) {
      expect(await store.read((tx) => isSpent(tx, `beside-${index}`))).toBe(index % 3 !== 1);
    }
  });

  test('a later write of the group sees what an earlier one wrote', async () => {
    const store = database.open();
    const wins = await Promise.all([1, 2, 3].map(() => store.write((tx) => spend(tx, 'once-in-a-group', EXPIRES))));
    expect(wins).toEqual([true, false, false]);
  });

  test('flushes every commit to the disk, in a file that was there before too', async () => {
    for (const store of [database.store, database.open()]) {
      const { rows } = await store.write((tx) => sql<{ synchronous: number }>`pragma synchronous`.execute(tx.q));
      // 2 is FULL. A write-ahead log that exists opens at 1, which may lose the last commits with the power.
      expect(rows).toEqual([{ synchronous: 2 }]);
    }
  });
});
