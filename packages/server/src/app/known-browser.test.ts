// A browser is known to the account that was entered from it, and to no other.

import { expect, it } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../test/support/accounts.ts';
import { describeUseCaseOnBoth } from '../../../../test/support/use-case.ts';
import { forgetDevices } from '../storage/device.ts';
import { findKnownBrowser } from './known-browser.ts';

describeUseCaseOnBoth('the browser that asks', (world) => {
  const find = (deviceToken: string | null, accountId: Parameters<typeof findKnownBrowser>[3]) =>
    world.deps.store.read((tx) => findKnownBrowser(world.deps, tx, makeCaller({ deviceToken }), accountId));

  it('is known after a sign-in, to that account alone, until it is forgotten', async () => {
    const [account, other] = [await makeAccount(world.deps), await makeAccount(world.deps)];
    const { deviceToken } = await signIn(world.deps, account);
    const hash = await find(deviceToken, account.id);
    expect(hash).toEqual(expect.any(String));
    expect(hash).not.toContain(deviceToken?.slice(5));
    expect(await find(deviceToken, other.id)).toBeNull();
    expect(await find(deviceToken, null)).toBeNull();
    await world.deps.store.write((tx) => forgetDevices(tx, account.id));
    expect(await find(deviceToken, account.id)).toBeNull();
  });

  it('is not known without a cookie of ours', async () => {
    const account = await makeAccount(world.deps);
    for (const token of [null, '', 'hfd_nonsense', `hfd_a${'A'.repeat(43)}`]) {
      expect(await find(token, account.id)).toBeNull();
    }
  });
});
