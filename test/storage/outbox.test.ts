// The outbox: due rows are claimed for a while, finished once delivered, tried again or given up where they failed.

import { afterEach, expect, test } from 'vitest';
import { type OutboxChannel, RANKS } from '../../packages/server/src/domain/alert/channel.ts';
import { type AlertId, makeId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import {
  countOutbox,
  dropOutbox,
  failOutbox,
  finishOutbox,
  insertOutbox,
  type NewOutboxRow,
  nextOutboxAt,
  reopenOutbox,
} from '../../packages/server/src/storage/outbox.ts';
import { retryUndelivered } from '../../packages/server/src/storage/undelivered.ts';
import { TEST_TIME } from '../support/clock.ts';
import { claimFor, claimMail, LEASE_MS as LEASE, MAIL_ROW } from '../support/outbox-rows.ts';
import { describeOnBoth } from '../support/stores.ts';

describeOnBoth('the outbox', (database) => {
  afterEach(() => database.store.write((tx) => tx.q.deleteFrom('outbox').execute()));

  const put = async (at = TEST_TIME, row: Partial<NewOutboxRow> = {}): Promise<AlertId> => {
    const id = makeId('alrt', systemRandom.bytes(16));
    await database.store.write(async (tx) => insertOutbox(tx, { ...MAIL_ROW, id, created_at: at, ...row }));
    return id;
  };
  const claim = (now = TEST_TIME, countMax = 10) => database.store.write((tx) => claimMail(tx, now, countMax));
  const idsOf = async (rows: ReturnType<typeof claim>) => (await rows).map((row) => row.id);
  const find = (id: AlertId) =>
    database.store.read((tx) => tx.q.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

  test('a due row is claimed whole, and by one only', async () => {
    const id = await put();
    expect(await claim()).toEqual([
      {
        id,
        account_id: null,
        channel: 'mail',
        payload_sealed: 'sealed',
        created_at: TEST_TIME,
        next_at: TEST_TIME,
        attempts: 1,
        claimed_until: TEST_TIME + LEASE,
        done_at: null,
        dead_at: null,
        last_error: null,
        channel_id: null,
        rank: 0,
        event_id: null,
        host: null,
        proven: true,
      },
    ]);
    expect(await claim()).toEqual([]);
  });

  test('a row that is not due yet stays', async () => {
    const id = await put(TEST_TIME + 1);
    expect(await claim()).toEqual([]);
    expect(await idsOf(claim(TEST_TIME + 1))).toEqual([id]);
  });

  test('no more than asked for are claimed, the longest due first', async () => {
    const ids = [await put(TEST_TIME - 3), await put(TEST_TIME - 1), await put(TEST_TIME - 2)];
    expect((await idsOf(claim(TEST_TIME, 2))).sort()).toEqual([ids[0], ids[2]].sort());
    expect(await idsOf(claim(TEST_TIME, 2))).toEqual([ids[1]]);
  });

  test('first goes a protected holder’s alert, then another’s, then a code, last the platform’s', async () => {
    const made = [];
    // The last rank has waited longest.
    for (const rank of RANKS) made.push(await put(TEST_TIME - 1 - rank, { rank }));
    for (const id of made) expect(await idsOf(claim(TEST_TIME, 1))).toEqual([id]);
  });

  test('a claim takes rows of its own channel only', async () => {
    await put();
    const push = await put(TEST_TIME, { channel: 'push', channel_id: makeId('chan', systemRandom.bytes(16)) });
    const claimed = database.store.write((tx) => claimFor(tx, 'push', TEST_TIME));
    expect(await idsOf(claimed)).toEqual([push]);
  });

  test('what nobody is left to receive is over, without being given up', async () => {
    const id = await put();
    await database.store.write((tx) => dropOutbox(tx, id, 'gone', TEST_TIME));
    expect(await find(id)).toMatchObject({
      done_at: TEST_TIME,
      dead_at: null,
      payload_sealed: null,
      last_error: 'gone',
    });
    expect(await database.store.read(countOutbox)).toEqual({ pending: 0, dead: 0 });
  });

  test('claimed by a worker that died, a row comes back when the lease is over', async () => {
    const id = await put();
    await claim();
    expect(await claim(TEST_TIME + LEASE - 1)).toEqual([]);
    expect(await claim(TEST_TIME + LEASE)).toMatchObject([{ id, attempts: 2 }]);
  });

  test('a delivered row is done, keeps nothing of what was sent, and never comes back', async () => {
    const id = await put();
    await claim();
    await database.store.write((tx) => finishOutbox(tx, id, TEST_TIME + 5));
    expect(await find(id)).toMatchObject({ done_at: TEST_TIME + 5, payload_sealed: null });
    expect(await claim(TEST_TIME + 2 * LEASE)).toEqual([]);
  });

  test('a failed row waits for its next time and says what went wrong', async () => {
    const id = await put();
    await claim();
    const nextAt = TEST_TIME + 5000;
    await database.store.write((tx) => failOutbox(tx, id, 'no route', { nextAt }));
    expect(await find(id)).toMatchObject({ last_error: 'no route', payload_sealed: 'sealed', dead_at: null });
    expect(await claim(nextAt - 1)).toEqual([]);
    expect(await idsOf(claim(nextAt))).toEqual([id]);
  });

  test('a row that was given up stays visible and is tried no more', async () => {
    const id = await put();
    await claim();
    await database.store.write((tx) => failOutbox(tx, id, 'refused', { deadAt: TEST_TIME }));
    expect(await find(id)).toMatchObject({ dead_at: TEST_TIME, done_at: null, last_error: 'refused' });
    expect(await claim(TEST_TIME + 2 * LEASE)).toEqual([]);
  });

  test('a failure that is reported after the delivery changes nothing', async () => {
    const id = await put();
    await claim();
    await database.store.write((tx) => finishOutbox(tx, id, TEST_TIME));
    await database.store.write((tx) => failOutbox(tx, id, 'late', { nextAt: TEST_TIME }));
    expect(await find(id)).toMatchObject({ done_at: TEST_TIME, last_error: null });
    expect(await claim(TEST_TIME + 2 * LEASE)).toEqual([]);
  });

  test('the next time is that of the row due first, or of its lease, and null where nothing waits', async () => {
    const next = () => database.store.read(nextOutboxAt);
    expect(await next()).toBeNull();
    const id = await put(TEST_TIME);
    expect(await next()).toBe(TEST_TIME);
    await claim();
    expect(await next()).toBe(TEST_TIME + LEASE);
    const sooner = await put(TEST_TIME + 5000);
    expect(await next()).toBe(TEST_TIME + 5000);
    await finish(sooner);
    await database.store.write((tx) => finishOutbox(tx, id, TEST_TIME));
    expect(await next()).toBeNull();
  });

  test('the counts are numbers: what waits and what was given up', async () => {
    const dead = await put();
    await put();
    await put();
    await finish(await put());
    await database.store.write((tx) => failOutbox(tx, dead, 'refused', { deadAt: TEST_TIME }));
    expect(await database.store.read(countOutbox)).toEqual({ pending: 2, dead: 1 });
  });

  const finish = (id: AlertId) => database.store.write((tx) => finishOutbox(tx, id, TEST_TIME));

  test('whoever delivers hears of each channel once, when it is durable, never of what was undone', async () => {
    const told: OutboxChannel[] = [];
    const store = database.open({ onQueued: (channel) => told.push(channel) });
    const row = (): NewOutboxRow => ({ ...MAIL_ROW, id: makeId('alrt', systemRandom.bytes(16)) });
    const [first, second] = [row(), row()];
    await store.write(async (tx) => {
      insertOutbox(tx, first);
      insertOutbox(tx, second);
      insertOutbox(tx, { ...row(), channel: 'push' });
      expect(told).toEqual([]);
    });
    expect(told.splice(0)).toEqual(['mail', 'push']);
    const taken = store.write(async (tx) => {
      insertOutbox(tx, row());
      throw new Error('taken back');
    });
    await expect(taken).rejects.toThrow('taken back');
    await store.write((tx) => countOutbox(tx));
    expect(told).toEqual([]);
    await store.write((tx) => failOutbox(tx, first.id, 'gave up', { deadAt: TEST_TIME }));
    expect(await store.write((tx) => retryUndelivered(tx, [first.id, second.id], TEST_TIME))).toBe(1);
    expect(told.splice(0)).toEqual(['mail']);
    await store.write((tx) => reopenOutbox(tx, { ...second, channel: 'webhook' }, TEST_TIME));
    expect(told).toEqual(['webhook']);
  });
});
