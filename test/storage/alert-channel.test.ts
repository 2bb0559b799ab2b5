// Alert channels: who is told of an alert, one row for one target, and a memory of how delivery goes.

import { beforeAll, expect, test } from 'vitest';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import { type AccountId, type ChannelId, makeId } from '../../packages/server/src/domain/id.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import {
  deleteChannel,
  findChannel,
  findToldChannels,
  insertChannel,
  listChannels,
  markChannelFailing,
  markChannelOk,
  setChannelState,
} from '../../packages/server/src/storage/alert-channel.ts';
import { makeAccount } from '../support/accounts.ts';
import { TEST_TIME } from '../support/clock.ts';
import { makeDeps } from '../support/deps.ts';
import { describeOnBoth } from '../support/stores.ts';

describeOnBoth('alert channels', (database) => {
  let deps: Deps;
  beforeAll(() => {
    deps = makeDeps(database.store);
    return () => deps.passwordHashing.close();
  });
  const put = async (accountId: AccountId | null, targetKey?: string, at = TEST_TIME): Promise<ChannelId> => {
    const id = makeId('chan', systemRandom.bytes(16));
    await database.store.write((tx) =>
      insertChannel(tx, {
        id,
        account_id: accountId,
        kind: 'webhook',
        label: 'Mine',
        target_key: targetKey ?? id,
        target_sealed: 'sealed',
        secret_sealed: null,
        created_at: at,
      }),
    );
    return id;
  };
  const told = async (accountId: AccountId) =>
    (await database.store.read((tx) => findToldChannels(tx, accountId))).map(({ id }) => id);
  const find = (id: ChannelId) => database.store.read((tx) => findChannel(tx, id));

  test('an alert goes to the live channels of its account and to the live ones of the platform', async () => {
    const [ada, bob] = [await makeAccount(deps), await makeAccount(deps)];
    const [mine, platform, gone] = [await put(ada.id), await put(null), await put(ada.id)];
    await put(bob.id);
    await database.store.write((tx) => setChannelState(tx, gone, 'gone'));
    expect((await told(ada.id)).toSorted()).toEqual([mine, platform].toSorted());
    await database.store.write((tx) => deleteChannel(tx, platform));
    expect(await told(ada.id)).toEqual([mine]);
  });

  test('an account lists its own and the platform those of nobody, each with the oldest first', async () => {
    const ada = await makeAccount(deps);
    const [second, first] = [await put(ada.id, undefined, TEST_TIME + 1), await put(ada.id)];
    const platform = await put(null);
    const list = (accountId: AccountId | null) => database.store.read((tx) => listChannels(tx, accountId));
    expect((await list(ada.id)).map(({ id }) => id)).toEqual([first, second]);
    expect((await list(null)).map(({ id }) => id)).toEqual([platform]);
  });

  test('one target stands once with one account, and once with the platform', async () => {
    const [ada, bob] = [await makeAccount(deps), await makeAccount(deps)];
    await put(ada.id, 'same');
    await put(bob.id, 'same');
    await put(null, 'same');
    await expect(put(ada.id, 'same')).rejects.toThrow(/unique/i);
    await expect(put(null, 'same')).rejects.toThrow(/unique/i);
  });

  test('failing since the first failure after the last success, until the next success', async () => {
    const id = await put((await makeAccount(deps)).id);
    await database.store.write((tx) => markChannelFailing(tx, id, 'no route', TEST_TIME));
    await database.store.write((tx) => markChannelFailing(tx, id, 'e'.repeat(400), TEST_TIME + 5));
    expect(await find(id)).toMatchObject({ failing_since: TEST_TIME, last_error: 'e'.repeat(300), last_ok_at: null });
    await database.store.write((tx) => markChannelOk(tx, id, TEST_TIME + 9));
    expect(await find(id)).toMatchObject({ failing_since: null, last_error: null, last_ok_at: TEST_TIME + 9 });
  });

  test('turned on again, a paused one starts without its failures, and only one changes its state', async () => {
    const id = await put((await makeAccount(deps)).id);
    const set = (state: 'live' | 'paused') => database.store.write((tx) => setChannelState(tx, id, state));
    await database.store.write((tx) => markChannelFailing(tx, id, 'no route', TEST_TIME));
    expect([await set('paused'), await set('paused'), await set('live')]).toEqual([true, false, true]);
    expect(await find(id)).toMatchObject({ state: 'live', failing_since: null, last_error: null });
  });

  test('removed, it is there no more, and cannot be removed again', async () => {
    const id = await put((await makeAccount(deps)).id);
    const remove = () => database.store.write((tx) => deleteChannel(tx, id));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await find(id)).toBeNull();
  });
});
