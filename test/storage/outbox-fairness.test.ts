// Claims of the outbox are fair: between owners, between receivers' hosts, and over all the processes of one database.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { RANK } from '../../packages/server/src/domain/alert/channel.ts';
import type { LaneLimits } from '../../packages/server/src/domain/alert/lane.ts';
import { IN_PLAY_MAX, WAITS_ITS_TURN } from '../../packages/server/src/domain/alert/turn.ts';
import { type AccountId, type AlertId, type ChannelId, makeId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { insertChannel, markChannelFailing, markChannelOk } from '../../packages/server/src/storage/alert-channel.ts';
import { failOutbox, finishOutbox, insertOutbox } from '../../packages/server/src/storage/outbox.ts';
import { claimOutbox } from '../../packages/server/src/storage/outbox-claim.ts';
import { admitLeftBehind, admitNext } from '../../packages/server/src/storage/outbox-turn.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { TEST_TIME } from '../support/clock.ts';
import { claimFor, LEASE_MS, MAIL_ROW } from '../support/outbox-rows.ts';
import { describeOnBoth } from '../support/stores.ts';

const LIMITS: LaneLimits = { places: 32, perTurn: 2, perOwner: 4, perTarget: 2, perHost: { proven: 16, doubtful: 4 } };
/** More than are looked at together. */
const FLOOD = 600;

describeOnBoth('a claim of the outbox', (database) => {
  const clear = () =>
    database.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await tx.q.deleteFrom('alert_channel').execute();
      await tx.q.deleteFrom('account').execute();
    });
  beforeEach(clear);
  afterEach(clear);

  const owner = async (): Promise<AccountId> => {
    const id = makeId('acct', systemRandom.bytes(16));
    const account = { id, email: id, email_key: id, display_name: 'O', role: 'holder', tier: 'standard' } as const;
    const rest = { user_handle: id, created_at: 0, protected_since: null, wait_hours: null, enrolment_required: 0 };
    const later = { frozen_at: null, recovered_at: null, contacts_needed: 0, remind_at: null };
    await database.store.write((tx) =>
      tx.q
        .insertInto('account')
        .values({ ...account, ...rest, ...later } as never)
        .execute(),
    );
    return id;
  };
  const webhook = async (accountId: AccountId, host: string, proven = false): Promise<ChannelId> => {
    const id = makeId('chan', systemRandom.bytes(16));
    const sealed = { target_key: id, target_sealed: 'sealed', secret_sealed: null };
    await database.store.write(async (tx) => {
      const row = { id, account_id: accountId, kind: 'webhook', label: 'W', created_at: 0, host_key: host } as const;
      await insertChannel(tx, { ...row, ...sealed });
      if (proven) await markChannelOk(tx, id, TEST_TIME - 1);
    });
    return id;
  };
  const queue = (accountId: AccountId, channelId: ChannelId, count = 1, rank: 0 | 1 | 2 = RANK.alert, at = TEST_TIME) =>
    database.store.write(async (tx) => {
      const ids = Array.from({ length: count }, () => makeId('alrt', systemRandom.bytes(16)));
      const target = { account_id: accountId, channel: 'webhook', channel_id: channelId, rank } as const;
      for (const id of ids) insertOutbox(tx, { ...MAIL_ROW, ...target, id, created_at: at });
      return ids;
    });
  const claim = (limits: Partial<LaneLimits> = {}, store: Store = database.store, now = TEST_TIME) =>
    store.write((tx) => claimFor(tx, 'webhook', now, { ...LIMITS, ...limits }));
  const end = (id: AlertId) => database.store.write((tx) => finishOutbox(tx, id, TEST_TIME));
  const ownersOf = (rows: Awaited<ReturnType<typeof claim>>) => rows.map(({ account_id }) => account_id);

  test('takes one owner’s alert behind another’s six hundred that have waited longer', async () => {
    const [flooding, holder] = [await owner(), await owner()];
    await queue(flooding, await webhook(flooding, 'a', true), FLOOD, RANK.alert, TEST_TIME - 1000);
    await queue(holder, await webhook(holder, 'b', true));
    const rows = await claim();
    // One channel of the flood has its two places, and nothing of it stands before the other owner.
    expect(ownersOf(rows).toSorted()).toEqual([flooding, flooding, holder].toSorted());
  });

  test('goes round the owners: each has one under way before any has two', async () => {
    const owners = [await owner(), await owner(), await owner()];
    for (const [index, one] of owners.entries()) {
      await queue(one, await webhook(one, `${index}`, true), 9, RANK.alert, TEST_TIME - 9 + index);
    }
    expect(ownersOf(await claim({ places: 6 })).slice(0, 3)).toEqual(owners);
    const rows = await claim({ places: 6 });
    expect(new Set(ownersOf(rows)).size).toBe(rows.length);
  });

  test('starts a protected holder’s alert before six hundred of other owners’', async () => {
    for (let one = 0; one < 60; one++) {
      const id = await owner();
      await queue(id, await webhook(id, `${one}`), 10, RANK.alert, TEST_TIME - 1000);
    }
    const holder = await owner();
    await queue(holder, await webhook(holder, 'h'), 1, RANK.protectedAlert);
    expect(ownersOf(await claim())[0]).toBe(holder);
  });

  test('leaves places free while a hundred owners’ webhooks that never got anything hold theirs', async () => {
    for (let one = 0; one < 100; one++) {
      const id = await owner();
      await queue(id, await webhook(id, `${one}`), 3);
    }
    expect(await claim()).toHaveLength(12);
  });

  test('gives a host four places, whichever owners and channels share it', async () => {
    for (let one = 0; one < 100; one++) {
      const id = await owner();
      await queue(id, await webhook(id, 'tarpit'), 5);
    }
    const holder = await owner();
    await queue(holder, await webhook(holder, 'good'));
    const rows = await claim();
    expect(rows.filter(({ host }) => host === 'tarpit')).toHaveLength(4);
    expect(rows.filter(({ account_id }) => account_id === holder)).toHaveLength(1);
  });

  test('starts a webhook that proved good at a host where strangers’ hold every place', async () => {
    for (let one = 0; one < 20; one++) {
      const id = await owner();
      await queue(id, await webhook(id, 'shared'), 5);
    }
    await claim();
    const holder = await owner();
    await queue(holder, await webhook(holder, 'shared', true));
    expect(ownersOf(await claim())).toEqual([holder]);
  });

  test('counts a webhook that fails as one to which nothing arrived', async () => {
    const id = await owner();
    const channel = await webhook(id, 'h', true);
    await queue(id, channel);
    await database.store.write((tx) => markChannelFailing(tx, channel, 'no', TEST_TIME));
    expect(await claim()).toMatchObject([{ proven: false, host: 'h' }]);
  });

  test('counts what every process has under way, and gives its places back as it ends', async () => {
    const [slow, other] = [await owner(), await owner()];
    for (let one = 0; one < 3; one++) await queue(slow, await webhook(slow, `${one}`, true), 5);
    const [first, second] = [database.open(), database.open()];
    const held = await claim({}, first);
    expect(held).toHaveLength(4);
    expect(await claim({}, second)).toEqual([]);
    await queue(other, await webhook(other, 'o', true));
    expect(ownersOf(await claim({}, second))).toEqual([other]);
    await end((held[0] as (typeof held)[number]).id);
    expect(ownersOf(await claim({}, second))).toEqual([slow]);
    const failed = (held[1] as (typeof held)[number]).id;
    await database.store.write((tx) => failOutbox(tx, failed, 'no', { nextAt: TEST_TIME + 5000 }));
    expect(ownersOf(await claim({}, first))).toEqual([slow]);
  });

  test('by several processes at once never gives one owner more than its places', async () => {
    const id = await owner();
    for (let one = 0; one < 5; one++) await queue(id, await webhook(id, `${one}`, true), 20);
    const stores = Array.from({ length: 4 }, () => database.open());
    const claimed = (await Promise.all([...stores, ...stores].map((store) => claim({}, store)))).flat();
    expect(claimed).toHaveLength(4);
  });

  test('gives the places of a process that died to others when its claims run out', async () => {
    const id = await owner();
    for (let one = 0; one < 3; one++) await queue(id, await webhook(id, `${one}`, true), 5);
    expect(await claim()).toHaveLength(4);
    expect(await claim({}, database.store, TEST_TIME + LEASE_MS - 1)).toEqual([]);
    expect(await claim({}, database.store, TEST_TIME + LEASE_MS)).toHaveLength(4);
  });

  test('says whether anything that is due found no place', async () => {
    const id = await owner();
    await queue(id, await webhook(id, 'h'), 3);
    const look = () =>
      database.store.write((tx) =>
        claimOutbox(tx, { channel: 'webhook', now: TEST_TIME, leaseMs: LEASE_MS, limits: LIMITS, busy: [] }),
      );
    const first = await look();
    expect([first.rows.length, first.passedOver]).toEqual([2, true]);
    for (const row of first.rows) await end(row.id);
    const second = await look();
    expect([second.rows.length, second.passedOver]).toEqual([1, false]);
  });

  test('looks at four of a channel’s six hundred, and the next comes as one of them ends or rests', async () => {
    const id = await owner();
    const channel = await webhook(id, 'h', true);
    await queue(id, channel, FLOOD);
    const due = () =>
      database.store.read((tx) =>
        tx.q.selectFrom('outbox').select('id').where('next_at', '<=', TEST_TIME).where('done_at', 'is', null).execute(),
      );
    expect(await due()).toHaveLength(IN_PLAY_MAX.webhook);
    const [first, second] = await claim();
    if (!first || !second) throw new Error('two have room');
    const next = () =>
      database.store.write((tx) =>
        admitNext(tx, { channel: 'webhook', channel_id: channel, account_id: id }, TEST_TIME),
      );
    // All four are in play: it is nobody's turn.
    expect(await next()).toBe(false);
    await end(first.id);
    expect(await next()).toBe(true);
    await database.store.write((tx) => failOutbox(tx, second.id, 'no', { nextAt: TEST_TIME + 1 }));
    expect(await next()).toBe(true);
    expect(await due()).toHaveLength(IN_PLAY_MAX.webhook);
  });

  test('finds those who were left behind without anybody before them', async () => {
    const id = await owner();
    const channel = await webhook(id, 'h', true);
    await queue(id, channel, FLOOD);
    await database.store.write((tx) =>
      tx.q.updateTable('outbox').set({ next_at: WAITS_ITS_TURN }).where('channel_id', '=', channel).execute(),
    );
    expect(await claim()).toEqual([]);
    expect(await database.store.write((tx) => admitLeftBehind(tx, TEST_TIME))).toBe(1);
    expect(await claim()).toHaveLength(1);
    await database.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    expect(await database.store.write((tx) => admitLeftBehind(tx, TEST_TIME))).toBe(0);
  });

  test('takes another’s mail before the third of an account that has six hundred waiting', async () => {
    const [flooding, holder] = [await owner(), await owner()];
    const mail = (accountId: AccountId, count: number, rank: 0 | 1 | 2, at: number) =>
      database.store.write(async (tx) => {
        for (let one = 0; one < count; one++) {
          const id = makeId('alrt', systemRandom.bytes(16));
          insertOutbox(tx, { ...MAIL_ROW, id, account_id: accountId, rank, created_at: at });
        }
      });
    await mail(flooding, FLOOD, RANK.alert, TEST_TIME - 1000);
    await mail(holder, 1, RANK.alert, TEST_TIME);
    const limits = { places: 16, perTurn: 2, perOwner: 16 };
    const rows = await database.store.write((tx) => claimFor(tx, 'mail', TEST_TIME, limits));
    // Whoever is left has the rest of the share.
    expect(ownersOf(rows)).toEqual([flooding, holder, flooding, ...Array(7).fill(flooding)]);
  });

  test('never puts an alert behind what somebody asked for', async () => {
    const id = await owner();
    const channel = await webhook(id, 'h', true);
    await queue(id, channel, FLOOD, RANK.asked);
    const [alert] = await queue(id, channel, 1, RANK.alert);
    expect((await claim({ places: 1 })).map((row) => row.id)).toEqual([alert]);
  });
});
