// Attempt counters: no attempt is lost, none shares a number, and a window starts anew when it is over.

import { expect, test } from 'vitest';
import { type Counter, count as countAs } from '../../packages/server/src/domain/throttle/throttle.ts';
import { clearCounter, countAttempt, countGuessAt } from '../../packages/server/src/storage/throttle.ts';
import { TEST_TIME } from '../support/clock.ts';
import { describeOnBoth } from '../support/stores.ts';

const WINDOW = 60_000;

describeOnBoth('a counter', (database) => {
  const count = (key: string, now = TEST_TIME) => database.store.write((tx) => countAttempt(tx, key, WINDOW, now));

  test('starts at one and ends a window after its first attempt', async () => {
    expect(await count('fresh')).toEqual({ points: 1, resetsAt: TEST_TIME + WINDOW });
    expect(await count('fresh', TEST_TIME + 10)).toEqual({ points: 2, resetsAt: TEST_TIME + WINDOW });
  });

  test('gives attempts made at once the numbers from one up, each of them once', async () => {
    const counters = await Promise.all(Array.from({ length: 40 }, () => count('at once')));
    expect(counters.map((counter) => counter.points).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });

  test('counts on until the last millisecond of its window, and from one at its end', async () => {
    await count('window');
    expect(await count('window', TEST_TIME + WINDOW - 1)).toEqual({ points: 2, resetsAt: TEST_TIME + WINDOW });
    expect(await count('window', TEST_TIME + WINDOW)).toEqual({ points: 1, resetsAt: TEST_TIME + 2 * WINDOW });
  });

  test('keys do not touch each other, and a cleared one starts anew', async () => {
    await count('one');
    await count('one');
    expect((await count('other')).points).toBe(1);
    await database.store.write((tx) => clearCounter(tx, 'one'));
    expect((await count('one')).points).toBe(1);
    expect((await count('other')).points).toBe(2);
  });

  test('is kept in the database: another connection counts on', async () => {
    await count('shared');
    const other = database.open();
    expect((await other.write((tx) => countAttempt(tx, 'shared', WINDOW, TEST_TIME))).points).toBe(2);
  });

  test('agrees with the rule, whatever the clock does, and ends a window from now if it ran ahead', async () => {
    const limit = { points: 3, seconds: WINDOW / 1000, guesses: true } as const;
    const days = 24 * 3_600_000;
    const times = [0, 10, 5 * days, 5 * days + 10, 20, 30, WINDOW - 1, WINDOW + 19, WINDOW + 20, 3 * WINDOW, 0, 10];
    const ways = {
      attempt: (now: number) => count('agrees', now),
      guess: (now: number) => database.store.write((tx) => countGuessAt(tx, 'agrees as a guess', limit, now)),
    };
    for (const [way, counted] of Object.entries(ways)) {
      let expected: Counter | null = null;
      for (const time of times) {
        expected = countAs(expected, limit, TEST_TIME + time);
        expect(await counted(TEST_TIME + time), `${way} after ${time} ms`).toEqual(expected);
        expect(expected.resetsAt).toBeLessThanOrEqual(TEST_TIME + time + WINDOW);
      }
    }
  });
});
