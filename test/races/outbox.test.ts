// PostgreSQL: workers that look for due mail at the same moment never take the same row, and leave none behind.

import { expect, test } from 'vitest';
import { IN_PLAY_MAX } from '../../packages/server/src/domain/alert/turn.ts';
import { type AlertId, makeId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { finishOutbox, insertOutbox } from '../../packages/server/src/storage/outbox.ts';
import { admitNext } from '../../packages/server/src/storage/outbox-turn.ts';
import { TEST_TIME } from '../support/clock.ts';
import { claimMail, MAIL_ROW } from '../support/outbox-rows.ts';
import { raceProcesses } from '../support/race.ts';
import { describeOn } from '../support/stores.ts';

const ROWS = 120;

describeOn('postgres', 'claiming mail', (database) => {
  const fill = () =>
    database.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      const ids = Array.from({ length: ROWS }, () => makeId('alrt', systemRandom.bytes(16)));
      for (const id of ids) {
        insertOutbox(tx, { ...MAIL_ROW, id });
      }
      return ids;
    });

  test('eight workers over as many connections share the rows without overlap', async () => {
    const ids = await fill();
    const pools = Array.from({ length: 4 }, () => database.open({ connectionsMax: 2 }));
    const claimed: AlertId[] = [];
    const worker = async (store: (typeof pools)[number]) => {
      for (;;) {
        const rows = await store.write((tx) => claimMail(tx, TEST_TIME, 5));
        if (rows.length === 0) return;
        claimed.push(...rows.map((row) => row.id));
      }
    };
    await Promise.all(pools.flatMap((store) => [worker(store), worker(store)]));
    // A worker whose every candidate another one holds right now goes home early; what it left is due all the same.
    await worker(database.store);
    expect(claimed.toSorted()).toEqual(ids.toSorted());
  });

  test('two processes share the rows without overlap', async () => {
    const ids = await fill();
    const job = { do: 'claim-outbox', address: database.address, batch: 5 } as const;
    const claimed = ((await raceProcesses([job, job])) as AlertId[][]).flat();
    const left = await database.store.write((tx) => claimMail(tx, TEST_TIME, ROWS));
    expect([...claimed, ...left.map((row) => row.id)].toSorted()).toEqual(ids.toSorted());
  });

  test('of one account’s mail as many become due as end, when all of them end at the same moment', async () => {
    const account_id = makeId('acct', systemRandom.bytes(16));
    await database.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      for (let one = 0; one < ROWS; one++) {
        insertOutbox(tx, { ...MAIL_ROW, id: makeId('alrt', systemRandom.bytes(16)), account_id });
      }
    });
    const pools = Array.from({ length: 4 }, () => database.open({ connectionsMax: 4 }));
    for (let left = ROWS; left > 0; left -= IN_PLAY_MAX.mail) {
      const claimed = await database.store.write((tx) => claimMail(tx, TEST_TIME, ROWS));
      expect(claimed).toHaveLength(Math.min(left, IN_PLAY_MAX.mail));
      await Promise.all(
        claimed.map((row, index) =>
          (pools[index % pools.length] as (typeof pools)[number]).write(async (tx) => {
            await finishOutbox(tx, row.id, TEST_TIME);
            await admitNext(tx, row, TEST_TIME);
          }),
        ),
      );
    }
  });

  test('when a lease runs out, one of those who wait for it gets the row', async () => {
    await fill();
    await database.store.write((tx) => claimMail(tx, TEST_TIME, ROWS));
    const pools = Array.from({ length: 6 }, () => database.open({ connectionsMax: 2 }));
    const later = TEST_TIME + 60_000;
    const batches = await Promise.all(pools.map((store) => store.write((tx) => claimMail(tx, later, ROWS))));
    const again = batches.flat().map((row) => row.id);
    expect(new Set(again).size).toBe(again.length);
    expect(batches.flat().every((row) => row.attempts === 2)).toBe(true);
    expect(again.length).toBeGreaterThan(0);
  });
});
