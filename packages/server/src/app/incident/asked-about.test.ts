// By name, and of this account alone: its keys, its contacts, and where its alerts go.

import { expect, it } from 'vitest';
import { BUILT_IN, makeAccount, ROAMING } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { accountNow, keyAt, suspend } from '../../../../../test/support/keys.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { askedAbout } from './asked-about.ts';

describeUseCase('what a checklist is about', (world) => {
  const about = async (account: Awaited<ReturnType<typeof makeAccount>>) => {
    const loaded = await accountNow(world.deps, account);
    return world.deps.store.read((tx) => askedAbout(tx, loaded));
  };

  it('names keys that open the account, and those that do not, apart', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', keys: [BUILT_IN, ROAMING, ROAMING] });
    await makeChannel(world.deps, (await makeAccount(world.deps, { tier: 'advanced' })).id);
    await suspend(world.deps, account, keyAt(account, 2), { by: 'link', at: TEST_TIME });
    expect(await about(account)).toEqual({
      keys: account.keys.slice(0, 2).map(({ nickname }) => nickname),
      suspendedKeys: account.keys.slice(2).map(({ nickname }) => nickname),
      hasPassword: false,
      hasRecoveryKeys: true,
      contacts: [],
      channels: [],
    });
  });

  it('has a password and no recovery keys on a standard account with one, and its channels', async () => {
    const account = await makeAccount(world.deps, { password: 'nine quiet herons', totp: true, keys: [] });
    await makeChannel(world.deps, account.id);
    const found = await about(account);
    expect(found).toMatchObject({ keys: [], hasPassword: true, hasRecoveryKeys: false });
    expect(found.channels).toHaveLength(1);
  });
});
