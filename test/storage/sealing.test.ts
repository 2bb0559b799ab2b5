// The sealer where the disk is full and where the clock jumps, on both databases: nothing by half, and one history.

import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { checkDatabase } from '../../packages/cli/src/audit/check-database.ts';
import { sha256 } from '../../packages/cli/src/audit/node-crypto.ts';
import { fromBase64, parseCheckpoint, parseNote, verifyConsistency } from '../../packages/contract/src/log.ts';
import { readEntries } from '../../packages/server/src/app/log/read-entries.ts';
import { proveGrowth, readLog } from '../../packages/server/src/app/log/read-log.ts';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { record } from '../../packages/server/src/app/record.ts';
import { firstIdAt } from '../../packages/server/src/domain/id.ts';
import type { Operator } from '../../packages/server/src/operator.ts';
import { listCheckpoints, listStrayEvents } from '../../packages/server/src/storage/log.ts';
import { listSealedStretch } from '../../packages/server/src/storage/sealed-events.ts';
import { StorageUnavailable } from '../../packages/server/src/storage/store.ts';
import { type MadeAccount, makeAccount, makeCaller } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { describeUseCaseOnBoth, factsOf } from '../support/use-case.ts';

const DAY_MS = 86_400_000;
const COUNT_MAX = 10_000;

describeUseCaseOnBoth('the sealer', (world) => {
  let account: MadeAccount;
  beforeAll(async () => {
    account = await makeAccount(world.deps);
  });
  const happen = async (count: number, now = TEST_TIME): Promise<void> => {
    for (let number = 0; number < count; number++) {
      await world.deps.store.write((tx) =>
        record(world.deps, tx, { ...makeCaller(), now }, 'account.rename', account, { done: true }),
      );
    }
  };
  const sealAll = async (now = TEST_TIME): Promise<void> => {
    while ((await sealEvents(world.deps, now)) > 0);
  };
  const run = (statement: string) => world.deps.store.write((tx) => sql.raw(statement).execute(tx.q));
  const rows = (table: 'log_entry' | 'log_node' | 'log_checkpoint' | 'log_chain' | 'log_head') =>
    world.deps.store.read((tx) => tx.q.selectFrom(table).selectAll().execute());
  const everything = async () => [
    await rows('log_entry'),
    await rows('log_node'),
    await rows('log_checkpoint'),
    await rows('log_chain'),
    await rows('log_head'),
  ];
  const checked = () => {
    const { deps } = world;
    const operator: Partial<Operator> = {
      readLog: async () => factsOf(await readLog(deps)),
      readEntries: (range) => readEntries(deps, range),
      async *readCheckpoints() {
        yield* await deps.store.read((tx) => listCheckpoints(tx, 0, COUNT_MAX));
      },
      findStrayEvents: () => deps.store.read(async (tx) => (await listStrayEvents(tx, 10)).map(({ id }) => id)),
    };
    return checkDatabase(operator as Operator);
  };
  /** From here on, the very last that a seal writes finds no room, in the words of the database itself. */
  const fillDisk = async (): Promise<() => Promise<unknown>> => {
    if (world.deps.store.dialect === 'sqlite') {
      await run('pragma max_page_count = 1');
      return () => run('pragma max_page_count = 4000000000');
    }
    await run(`create function disk_full() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
    await run('create trigger full_disk before insert on log_checkpoint for each row execute function disk_full()');
    return () => run('drop trigger full_disk on log_checkpoint');
  };

  it('on a full disk says so, leaves nothing of the batch, and seals it all once there is room', async () => {
    await happen(3);
    await sealAll();
    const before = await everything();
    await happen(300);
    const makeRoom = await fillDisk();
    for (let tries = 0; tries < 3; tries++) {
      await expect(sealEvents(world.deps, TEST_TIME)).rejects.toThrow(StorageUnavailable);
    }
    expect(await everything()).toEqual(before);
    await makeRoom();
    await sealAll();
    expect(await checked()).toMatchObject({ size: 303 });
  });

  it('keeps one history while the clock jumps by days, and each head grew out of the one before', async () => {
    await happen(1);
    await sealAll();
    const start = factsOf(await readLog(world.deps));
    const heads = [start.checkpoint];
    const jumps = [0, 400, 400.001, -30, -29.999, 0.001, -20_000];
    for (const days of jumps) {
      const now = Math.max(0, TEST_TIME + days * DAY_MS);
      await happen(5, now);
      await sealAll(now);
      heads.push(factsOf(await readLog(world.deps)).checkpoint);
    }
    // What waited while the clock jumped back is sealed after it, in one batch with what came then.
    await happen(2, TEST_TIME + DAY_MS);
    await happen(2, TEST_TIME - DAY_MS);
    await sealAll(TEST_TIME - DAY_MS);
    heads.push(factsOf(await readLog(world.deps)).checkpoint);
    const known = heads.map((note) => parseCheckpoint(parseNote(note)?.text ?? ''));
    for (const [at, second] of known.entries()) {
      const first = known[at - 1];
      if (!first || !second) continue;
      expect(second.size).toBeGreaterThan(first.size);
      const { proof } = factsOf(await proveGrowth(world.deps, makeCaller(), { from: first.size, to: second.size }));
      const hashes = proof.map((hash) => fromBase64(hash) ?? new Uint8Array());
      expect(verifyConsistency(sha256, { first, second, proof: hashes })).toBe(true);
    }
    expect(await checked()).toMatchObject({ size: start.size + jumps.length * 5 + 4 });
  });

  it('seals, lists and exports the events of one millisecond in the order in which they happened', async () => {
    const { deps } = world;
    const { size } = factsOf(await readLog(deps));
    const moment = TEST_TIME + 777;
    const names = Array.from({ length: 40 }, (_, number) => `change ${number}`);
    for (const subject of names) {
      const evidence = { subject };
      await deps.store.write((tx) =>
        record(deps, tx, { ...makeCaller(), now: moment }, 'account.rename', account, { done: true }, evidence),
      );
    }
    await sealAll(moment);
    const subjectsAt = (order: 'position' | 'id') =>
      deps.store.read((tx) =>
        tx.q.selectFrom('audit_event').select('subject').where('at', '=', moment).orderBy(order).execute(),
      );
    expect((await subjectsAt('position')).map(({ subject }) => subject)).toEqual(names);
    expect((await subjectsAt('id')).map(({ subject }) => subject)).toEqual(names);
    const [from, before] = [firstIdAt('evnt', moment), firstIdAt('evnt', moment + 1)];
    const filter = { size: size + names.length, from, before, accountId: account.id };
    const { events } = await deps.store.read((tx) => listSealedStretch(tx, filter, null, 100));
    expect(events.map(({ subject }) => subject)).toEqual(names);
  });
});
