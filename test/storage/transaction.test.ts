// What `read` and `write` promise: all or nothing, one snapshot, and a Tx that is good only while it runs.

import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { refuse } from '../../packages/server/src/domain/decision.ts';
import { lockAccount } from '../../packages/server/src/storage/account.ts';
import { findFact, setFact } from '../../packages/server/src/storage/fact.ts';
import { isSpent, spend } from '../../packages/server/src/storage/spent.ts';
import { statement } from '../../packages/server/src/storage/statement.ts';
import type { Store, Tx } from '../../packages/server/src/storage/store.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOn, describeOnBoth } from '../support/stores.ts';

const EXPIRES = TEST_TIME + 1000;
const COUNT = statement<{ count: number }>('test_spent_count', 'select count(*) as count from spent');
const INSERT = statement('test_spent_insert', 'insert into spent (spent_id, expires_at) values (?, ?)');
const spentIn = (store: Store, id: string) => store.read((tx) => isSpent(tx, id));

describeOnBoth('a transaction', (database) => {
  test('is spent when its function has returned: whatever is asked of it then throws', async () => {
    let kept: Tx | undefined;
    await database.store.write(async (tx) => {
      kept = tx;
    });
    expect(() => kept?.q).toThrow('this transaction is over');
    expect(() => kept?.all(COUNT, [])).toThrow('this transaction is over');
    expect(() => kept?.run(INSERT, ['late', EXPIRES])).toThrow('this transaction is over');
    expect(() => kept?.send(INSERT, ['late', EXPIRES])).toThrow('this transaction is over');
    await database.store.read(async (tx) => {
      kept = tx;
    });
    expect(() => kept?.q).toThrow('this transaction is over');
  });

  test('is spent when its function has thrown', async () => {
    let kept: Tx | undefined;
    const work = async (tx: Tx) => {
      kept = tx;
      throw new Error('no');
    };
    await expect(database.store.write(work)).rejects.toThrow('no');
    expect(() => kept?.q).toThrow('this transaction is over');
  });

  test('leaves nothing when its function throws, however much it had written', async () => {
    const work = async (tx: Tx) => {
      await spend(tx, 'fault-1', EXPIRES);
      await setFact(tx, 'metadata.no', 'written by a fault');
      throw new Error('a fault');
    };
    await expect(database.store.write(work)).rejects.toThrow('a fault');
    expect(await spentIn(database.store, 'fault-1')).toBe(false);
    expect(await database.store.read((tx) => findFact(tx, 'metadata.no'))).toBeNull();
  });

  test('leaves nothing when a statement that nobody waited for fails, and says which fault it was', async () => {
    const work = (last: (tx: Tx) => Promise<unknown>) => async (tx: Tx) => {
      await spend(tx, 'sent-1', EXPIRES);
      tx.send(INSERT, ['sent-2', null]);
      await last(tx);
    };
    await expect(database.store.write(work(async () => undefined))).rejects.toThrow(/null/i);
    await expect(database.store.write(work((tx) => spend(tx, 'sent-3', EXPIRES)))).rejects.toThrow(/null/i);
    for (const id of ['sent-1', 'sent-2', 'sent-3']) expect(await spentIn(database.store, id)).toBe(false);
  });

  test('keeps a statement that nobody waited for', async () => {
    await database.store.write(async (tx) => tx.send(INSERT, ['sent-4', EXPIRES]));
    expect(await spentIn(database.store, 'sent-4')).toBe(true);
  });

  test('keeps what it wrote when its function returns a refusal', async () => {
    const decision = await database.store.write(async (tx) => {
      await spend(tx, 'refused-1', EXPIRES);
      return refuse({ tag: 'signed-out' });
    });
    expect(decision).toEqual({ allowed: false, refusal: { tag: 'signed-out' } });
    expect(await spentIn(database.store, 'refused-1')).toBe(true);
  });

  test('that failed in the database rejects with that error and leaves nothing', async () => {
    await database.store.write((tx) => spend(tx, 'twice', EXPIRES));
    const work = async (tx: Tx) => {
      await spend(tx, 'with-twice', EXPIRES);
      await tx.run(INSERT, ['twice', EXPIRES]);
    };
    await expect(database.store.write(work)).rejects.toThrow(/unique/i);
    expect(await spentIn(database.store, 'with-twice')).toBe(false);
    await database.store.write((tx) => spend(tx, 'afterwards', EXPIRES));
    expect(await spentIn(database.store, 'afterwards')).toBe(true);
  });

  test('that resolves is there, even where its function swallowed an error of the database', async () => {
    const { store } = database;
    await store.write((tx) => spend(tx, 'held', EXPIRES));
    const work = async (tx: Tx) => {
      await spend(tx, 'beside-held', EXPIRES);
      await tx.run(INSERT, ['held', EXPIRES]).catch(() => {});
    };
    const resolved = await store.write(work).then(
      () => true,
      () => false,
    );
    expect(await spentIn(store, 'beside-held')).toBe(resolved);
  });

  test('takes its builder along when it ends: a query kept for later is refused', async () => {
    let later: (() => Promise<unknown>) | undefined;
    await database.store.write(async ({ q }) => {
      later = () => q.insertInto('spent').values({ spent_id: 'kept for later', expires_at: EXPIRES }).execute();
    });
    await expect(later?.()).rejects.toThrow('this transaction is over');
    expect(await spentIn(database.store, 'kept for later')).toBe(false);
  });

  test('that throws undoes a query too that nobody waited for', async () => {
    let hasty: Promise<unknown> | undefined;
    const work = async (tx: Tx) => {
      hasty = tx.q.insertInto('spent').values({ spent_id: 'hasty', expires_at: EXPIRES }).execute();
      hasty.catch(() => {});
      throw new Error('a fault');
    };
    await expect(database.store.write(work)).rejects.toThrow('a fault');
    await hasty?.catch(() => {});
    expect(await spentIn(database.store, 'hasty')).toBe(false);
  });

  test('shows a reader the database of one moment, and the next reader what was written meanwhile', async () => {
    const { store } = database;
    const began = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const count = async (tx: Tx) => (await tx.all(COUNT, []))[0]?.count;
    const reading = store.read(async (tx) => {
      const first = await count(tx);
      began.resolve();
      await go.promise;
      return { first, second: await count(tx) };
    });
    await began.promise;
    await store.write((tx) => spend(tx, 'meanwhile', EXPIRES));
    go.resolve();
    const { first, second } = await reading;
    expect(second).toBe(first);
    expect(await spentIn(store, 'meanwhile')).toBe(true);
  });

  test('sees what it wrote itself, and nobody else does before it ends', async () => {
    const { store } = database;
    const other = database.open();
    await store.write(async (tx) => {
      await spend(tx, 'own', EXPIRES);
      expect(await isSpent(tx, 'own')).toBe(true);
      expect(await spentIn(other, 'own')).toBe(false);
    });
    expect(await spentIn(other, 'own')).toBe(true);
  });

  test('that only reads cannot write', async () => {
    await expect(database.store.read((tx) => spend(tx, 'by-a-reader', EXPIRES))).rejects.toThrow(/read.?only/i);
    expect(await spentIn(database.store, 'by-a-reader')).toBe(false);
  });

  test('that waits for another in a circle runs again instead of failing', async () => {
    const deps = makeDeps(database.store);
    const locker = async () => ({ id: (await makeAccount(deps)).id, held: Promise.withResolvers<void>() });
    const [a, b] = [await locker(), await locker()];
    type Locker = typeof a;
    let runs = 0;
    const lockBoth = (first: Locker, second: Locker) =>
      database.store.write(async (tx) => {
        runs += 1;
        await lockAccount(tx, first.id);
        first.held.resolve();
        // SQLite has one writer, so the other cannot hold anything now. On PostgreSQL both do before they go on.
        if (tx.dialect === 'postgres') await second.held.promise;
        await lockAccount(tx, second.id);
        await spend(tx, `after ${first.id}`, EXPIRES);
      });
    await Promise.all([lockBoth(a, b), lockBoth(b, a)]);
    // Whoever runs again may be quicker than whoever was let through, and then they meet once more.
    if (database.dialect === 'postgres') expect(runs).toBeGreaterThanOrEqual(3);
    else expect(runs).toBe(2);
    for (const { id } of [a, b]) expect(await spentIn(database.store, `after ${id}`)).toBe(true);
  });
});

describeOn('postgres', 'a transaction that PostgreSQL asks to run again', (database) => {
  const askAgain = (tx: Tx) =>
    sql`do $$ begin raise exception 'not this time' using errcode = 'serialization_failure'; end $$`.execute(tx.q);

  test('runs again from its start, and leaves what its last run wrote', async () => {
    let runs = 0;
    const answer = await database.store.write(async (tx) => {
      runs += 1;
      await spend(tx, `run-${runs}`, EXPIRES);
      if (runs < 3) await askAgain(tx);
      return runs;
    });
    expect(answer).toBe(3);
    expect(await Promise.all(['run-1', 'run-2', 'run-3'].map((id) => spentIn(database.store, id)))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('is given up after a few runs, and leaves nothing', async () => {
    let runs = 0;
    const work = async (tx: Tx) => {
      runs += 1;
      await spend(tx, 'in vain', EXPIRES);
      await askAgain(tx);
    };
    await expect(database.store.write(work)).rejects.toThrow('not this time');
    expect(runs).toBe(4);
    expect(await spentIn(database.store, 'in vain')).toBe(false);
  });
});

describeOnBoth('a statement by itself', (database) => {
  const SPENT = statement<{ expires_at: number }>('test_spent', 'select expires_at from spent where spent_id = ?');

  test('answers the first row, or nothing', async () => {
    await database.store.write((tx) => spend(tx, 'by-itself', EXPIRES));
    expect(await database.store.one(SPENT, ['by-itself'])).toEqual({ expires_at: EXPIRES });
    expect(await database.store.one(SPENT, ['not there'])).toBeUndefined();
  });

  test('sees everything acknowledged before it, even while a longer read is open', async () => {
    const { store } = database;
    const began = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const reading = store.read(async (tx) => {
      await isSpent(tx, 'anything');
      began.resolve();
      await go.promise;
    });
    await began.promise;
    await store.write((tx) => spend(tx, 'acknowledged', EXPIRES));
    const row = await store.one(SPENT, ['acknowledged']);
    go.resolve();
    await reading;
    expect(row).toEqual({ expires_at: EXPIRES });
  });

  test('pings are answered while a write is under way', async () => {
    const { store } = database;
    const began = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const writing = store.write(async () => {
      began.resolve();
      await go.promise;
    });
    await began.promise;
    const ping = store.ping();
    ping.catch(() => {});
    go.resolve();
    await writing;
    await expect(ping).resolves.toBeUndefined();
  });
});
