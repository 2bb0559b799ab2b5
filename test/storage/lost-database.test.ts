// A database that is lost or full is told apart from a fault, leaves nothing half-written, and comes back by itself.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../packages/server/src/storage/migrate.ts';
import { isSpent, spend } from '../../packages/server/src/storage/spent.ts';
import { statement } from '../../packages/server/src/storage/statement.ts';
import { StorageUnavailable, type Store, type Tx } from '../../packages/server/src/storage/store.ts';
import { TEST_TIME } from '../support/clock.ts';
import type { GrowingWriterMessage } from '../support/growing-writer.ts';
import { openStore } from '../support/open-store.ts';
import { PostgresCluster, type StopMode } from '../support/postgres.ts';
import { describeOn } from '../support/stores.ts';

const EXPIRES = TEST_TIME + 1000;
const SPENT = statement<{ spent_id: string }>('test_lost', 'select spent_id from spent where spent_id = ?');
const spentIn = (store: Store, id: string) => store.read((tx) => isSpent(tx, id));

describe('PostgreSQL', () => {
  let cluster: PostgresCluster;
  let store: Store;
  let url: string;
  beforeAll(async () => {
    cluster = await PostgresCluster.start();
    url = await cluster.createDatabase();
    store = openStore({ dialect: 'postgres', url }, { connectionsMax: 3 });
    await migrate(store, TEST_TIME);
  });
  afterAll(async () => {
    await store?.close();
    await cluster?.dispose();
  });

  test.each<StopMode>(['fast', 'immediate'])(
    'stopped (%s), every call says so; started again, the same store works',
    async (mode) => {
      const id = `kept-${mode}`;
      await store.write((tx) => spend(tx, id, EXPIRES));
      await cluster.stop(mode);
      try {
        await expect(store.write((tx) => spend(tx, `lost-${mode}`, EXPIRES))).rejects.toThrow(StorageUnavailable);
        await expect(spentIn(store, id)).rejects.toThrow(StorageUnavailable);
        await expect(store.one(SPENT, [id])).rejects.toThrow(StorageUnavailable);
        await expect(store.ping()).rejects.toThrow(StorageUnavailable);
      } finally {
        await cluster.resume();
      }
      await store.ping();
      expect(await store.one(SPENT, [id])).toEqual({ spent_id: id });
      expect(await spentIn(store, `lost-${mode}`)).toBe(false);
      expect(await store.write((tx) => spend(tx, `lost-${mode}`, EXPIRES))).toBe(true);
    },
  );

  test.each<StopMode>(['fast', 'immediate'])(
    'lost (%s) during a write, the write says so and leaves nothing, and the process lives on',
    async (mode) => {
      const began = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      const writing = store.write(async (tx) => {
        await spend(tx, `half-${mode}`, EXPIRES);
        began.resolve();
        await go.promise;
        await spend(tx, `other-half-${mode}`, EXPIRES);
      });
      const refused = expect(writing).rejects.toThrow(StorageUnavailable);
      await began.promise;
      await cluster.stop(mode);
      go.resolve();
      try {
        await refused;
      } finally {
        await cluster.resume();
      }
      expect(await spentIn(store, `half-${mode}`)).toBe(false);
    },
  );

  test('made read-only, as when its disk is full, still reads, refuses writes, and is not ready', async () => {
    const client = new pg.Client({ connectionString: cluster.urlOf('postgres') });
    await client.connect();
    const other = openStore({ dialect: 'postgres', url });
    try {
      await client.query(`alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`);
      await expect(other.write((tx) => spend(tx, 'read-only', EXPIRES))).rejects.toThrow(StorageUnavailable);
      await expect(other.ping()).rejects.toThrow(StorageUnavailable);
      expect(await spentIn(other, 'read-only')).toBe(false);
    } finally {
      await client.end();
      await other.close();
    }
  });
});

describeOn('sqlite', 'SQLite without room for another page', (database) => {
  const pages = (store: Store, max: number) =>
    store.write((tx) => sql`pragma max_page_count = ${sql.raw(String(max))}`.execute(tx.q));
  const NO_LIMIT = 4_000_000_000;
  /** More than fits into what pages have left over. */
  const big = async (tx: Tx, id: string) => {
    for (let index = 0; index < 400; index++) await spend(tx, `${id}-${index}-${'x'.repeat(200)}`, EXPIRES);
  };
  afterEach(() => pages(database.store, NO_LIMIT));

  test('says so, keeps nothing of the write, still reads, and writes on when there is room again', async () => {
    const { store } = database;
    await store.write((tx) => spend(tx, 'before', EXPIRES));
    await pages(store, 1);
    await expect(store.write((tx) => big(tx, 'too-much'))).rejects.toThrow(StorageUnavailable);
    await expect(store.ping()).rejects.toThrow(StorageUnavailable);
    expect(await spentIn(store, 'before')).toBe(true);
    expect(await store.one(SPENT, [`too-much-0-${'x'.repeat(200)}`])).toBeUndefined();
    await pages(store, NO_LIMIT);
    await store.ping();
    await store.write((tx) => big(tx, 'enough-room'));
    expect(await spentIn(store, `enough-room-399-${'x'.repeat(200)}`)).toBe(true);
  });

  test('undoes a group of writes as a whole or not at all: answered ones stay, refused ones do not', async () => {
    const { store } = database;
    await store.write((tx) => spend(tx, 'to be deleted', EXPIRES));
    await pages(store, 1);
    const works: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => spend(tx, 'small-before', EXPIRES),
      (tx) => big(tx, 'in-a-group'),
      (tx) => tx.q.deleteFrom('spent').where('spent_id', '=', 'to be deleted').execute(),
      (tx) => spend(tx, 'small-after', EXPIRES),
    ];
    const outcomes = await Promise.allSettled(works.map((work) => store.write(work)));
    const answered = outcomes.map((outcome) => outcome.status === 'fulfilled');
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StorageUnavailable);
    }
    expect(answered[1]).toBe(false);
    expect(await spentIn(store, 'small-before')).toBe(answered[0]);
    expect(await spentIn(store, 'to be deleted')).toBe(!answered[2]);
    expect(await spentIn(store, 'small-after')).toBe(answered[3]);
  });
});

describeOn('sqlite', 'SQLite on a disk that is full', (database) => {
  const WRITER = fileURLToPath(new URL('../support/growing-writer.ts', import.meta.url));
  /** In blocks of 512 bytes: the database fits, its write-ahead log soon does not. */
  const BLOCKS = 1600;

  test('loses nothing it acknowledged, and the same store writes on when there is room again', async () => {
    if (database.address.dialect !== 'sqlite') throw new Error('a suite on SQLite has a file');
    const { file } = database.address;
    await database.store.ping();
    const writer = fork(WRITER, [file], {
      execPath: '/bin/sh',
      execArgv: ['-c', `ulimit -f ${BLOCKS}; exec "${process.execPath}" "$0" "$@"`],
    });
    try {
      const [full] = (await once(writer, 'message')) as [GrowingWriterMessage];
      expect(full).toMatchObject({ is: 'full', unavailable: true });
      if (full.is !== 'full') throw new Error('it says first that it is full');
      expect(full.acknowledged).toBeGreaterThan(10);
      // Room comes back: the log is written into the database and cut off, as an operator's clearing up would.
      const operator = new Database(file);
      operator.pragma('wal_checkpoint(TRUNCATE)');
      const ids = operator.prepare<[], { spent_id: string }>('select spent_id from spent').all();
      operator.close();
      expect(new Set(ids.map((row) => row.spent_id))).toEqual(
        new Set(Array.from({ length: full.acknowledged }, (_, index) => `filling-${index}`)),
      );
      writer.send('go on');
      const [written] = await once(writer, 'message');
      expect(written).toEqual({ is: 'written' });
    } finally {
      writer.kill();
    }
    expect(await spentIn(database.store, 'after the room came back')).toBe(true);
  });
});
