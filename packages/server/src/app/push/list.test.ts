// The list of browsers says which one is asking, and shows no address and nobody else's.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { makePushBrowser } from '../../../../../test/support/push-browser.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { listBrowsers } from './list.ts';
import { subscribe } from './subscribe.ts';

describeUseCase('the browsers that are told', (world) => {
  it('are the account’s own, without their addresses; one is marked as the one that asks', async () => {
    const { deps } = world;
    const account = await makeAccount(deps);
    const [here, there] = [await signIn(deps, account), await signIn(deps, account)];
    await makeChannel(deps, account.id, { kind: 'webhook' });
    await makeChannel(deps, (await makeAccount(deps)).id, { kind: 'push' });
    const endpoint = 'http://127.0.0.1:9/private';
    for (const [n, caller] of [here, there].entries()) {
      factsOf(await subscribe(deps, caller, { endpoint: `${endpoint}/${n}`, keys: makePushBrowser().keys }));
    }
    const marks = async (caller: typeof here) =>
      factsOf(await listBrowsers(deps, caller)).browsers.map(({ thisBrowser }) => thisBrowser);
    expect((await marks(here)).toSorted()).toEqual([false, true]);
    expect(await marks(there)).toEqual((await marks(here)).map((mark) => !mark));
    expect(JSON.stringify(await listBrowsers(deps, here))).not.toContain('private');
  });
});
