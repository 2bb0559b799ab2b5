// A browser is found by its own account, and by no other name than a browser's.

import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { findBrowser } from './find-browser.ts';

describeUseCase('a browser', (world) => {
  it('is found by its account alone, and a webhook is none', async () => {
    const { deps } = world;
    const [account, other] = [await makeAccount(deps), await makeAccount(deps)];
    const browser = await makeChannel(deps, account.id, { kind: 'push' });
    const webhook = await makeChannel(deps, account.id, { kind: 'webhook' });
    const find = (id: typeof browser, accountId = account.id) =>
      deps.store.read(async (tx) => (await findBrowser(tx, accountId, id))?.id ?? null);
    expect(await find(browser)).toBe(browser);
    expect([await find(webhook), await find(browser, other.id)]).toEqual([null, null]);
  });
});
