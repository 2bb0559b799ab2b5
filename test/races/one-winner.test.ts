// PostgreSQL, many connections, several processes: every one-time thing still has exactly one winner.

import { describe, expect, test } from 'vitest';
import { putFlow, takeTry } from '../../packages/server/src/storage/flow.ts';
import { countAttempt } from '../../packages/server/src/storage/throttle.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { oneTimeThings, takeOnce } from '../support/one-time-things.ts';
import { preparePools } from '../support/pools.ts';
import { raceProcesses } from '../support/race.ts';
import { describeOn } from '../support/stores.ts';

const POOLS = 4;
const EACH = 8;

describeOn('postgres', 'over several pools', (database) => {
  const { rush } = preparePools(database, { pools: POOLS, connectionsEach: EACH });

  test.each(Object.keys(oneTimeThings))('%s is done by one of many', async (name) => {
    const handle = await oneTimeThings[name]?.make(makeDeps(database.store));
    const outcomes = await rush(POOLS * EACH, (deps) => takeOnce(deps, name, handle));
    expect(outcomes.filter((won) => won)).toHaveLength(1);
  });

  test('fifty guesses at once get as many tries as there are, never one more', async () => {
    const row = { flow_key: 'guessed', kind: 'sign-in', account_id: null, state_sealed: '', code_hash: null } as const;
    const times = { created_at: TEST_TIME, expires_at: TEST_TIME + 1000 };
    await database.store.write((tx) => putFlow(tx, { ...row, ...times, tries_left: 5 }));
    const taken = await rush(52, (deps) => deps.store.write((tx) => takeTry(tx, 'guessed')));
    expect(taken.filter((one) => one)).toHaveLength(5);
  });

  test('a hundred attempts at once are counted from one to a hundred', async () => {
    const counters = await rush(100, (deps) => deps.store.write((tx) => countAttempt(tx, 'rush', 60_000, TEST_TIME)));
    expect(counters.map((counter) => counter.points).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });
});

describeOn('postgres', 'over two processes', (database) => {
  describe.each(['spending a challenge or a link', 'ending a flow', 'removing a key'])('%s', (name) => {
    test('is done by one of them, once', async () => {
      const handle = await oneTimeThings[name]?.make(makeDeps(database.store));
      const job = { do: 'take', address: database.address, thing: name, handle, times: 20 } as const;
      const outcomes = (await raceProcesses([job, job])) as boolean[][];
      expect(outcomes.flat()).toHaveLength(40);
      expect(outcomes.flat().filter((won) => won)).toHaveLength(1);
    });
  });
});
