// A browser that is told: one row for it, on record and told, and refused where it could not be reached or not read.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { makePushBrowser } from '../../../../../test/support/push-browser.ts';
import { byHolder, describeUseCaseOnBoth, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { refuse } from '../../domain/decision.ts';
import { BROWSERS_MAX } from '../../domain/push/push.ts';
import { createOutbound } from '../../platform/outbound.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import { listBrowsers } from './list.ts';
import { subscribe } from './subscribe.ts';

const endpoint = 'http://127.0.0.1:9/send/1';

describeUseCaseOnBoth('turning on notifications in a browser', (world) => {
  it('is on record and told, the browser included; its address is sealed and shown to nobody', async () => {
    const { deps } = world;
    const account = await makeAccount(deps);
    const caller = await signIn(deps, account);
    const { keys } = makePushBrowser();
    const left = await leaves(deps, () => subscribe(deps, caller, { endpoint, keys }));
    const { browser } = factsOf(left.answer);
    expect(browser).toMatchObject({ state: 'live', thisBrowser: true, lastOkAt: null });
    expect(left.events).toMatchObject([{ ...byHolder(caller), operation: 'push.subscribe', subject: browser.name }]);
    expect(left.alerts).toEqual([`${account.email}: push.subscribe done`]);
    const row = await deps.store.read((tx) => findChannel(tx, browser.id));
    expect(JSON.stringify(row)).not.toMatch(/127\.0\.0\.1|\/send/);
    const told = await deps.store.read((tx) =>
      tx.q.selectFrom('outbox').select('channel').where('channel_id', '=', browser.id).execute(),
    );
    expect(told).toEqual([{ channel: 'push' }]);
  });

  it('again, or with a new address, leaves one row; each account in a browser has its own', async () => {
    const { deps } = world;
    const caller = await signIn(deps, await makeAccount(deps));
    const turnOn = async (who: typeof caller, to = endpoint) =>
      factsOf(await subscribe(deps, who, { endpoint: to, keys: makePushBrowser().keys })).browser;
    await turnOn(caller);
    await turnOn(caller);
    const last = await turnOn(caller, `${endpoint}/new`);
    expect(factsOf(await listBrowsers(deps, caller)).browsers).toEqual([last]);
    const other = await signIn(deps, await makeAccount(deps), { caller: { deviceToken: caller.deviceToken } });
    const own = await turnOn(other, `${endpoint}/new`);
    expect(factsOf(await listBrowsers(deps, other)).browsers).toEqual([own]);
    expect(factsOf(await listBrowsers(deps, caller)).browsers).toEqual([last]);
  });

  it('is refused where the address is none, is in our network, or the key is not on the curve', async () => {
    const { deps } = world;
    const caller = await signIn(deps, await makeAccount(deps));
    const { keys } = makePushBrowser();
    const outbound = createOutbound({ resolve: async () => ['10.0.0.7'] });
    const tried = (to: string, given = keys) => subscribe({ ...deps, outbound }, caller, { endpoint: to, keys: given });
    const no = (why: 'push-endpoint' | 'push-address' | 'push-key') => refuse({ tag: 'push-refused', why });
    expect(await tried('nowhere')).toEqual(no('push-endpoint'));
    expect(await tried('http://push.example.net/1')).toEqual(no('push-endpoint'));
    for (const to of [
      'https://push.example.net/1',
      'https://127.0.0.1/1',
      'https://[fd00::1]/1',
      'https://169.254.169.254/1',
    ]) {
      expect(await tried(to)).toEqual(no('push-address'));
    }
    const p256dh = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString('base64url');
    expect(await tried('https://push.example.net/1', { ...keys, p256dh })).toEqual(no('push-key'));
    expect(factsOf(await listBrowsers(deps, caller)).browsers).toEqual([]);
  });

  it('ends at ten browsers', async () => {
    const { deps } = world;
    const account = await makeAccount(deps);
    const turnOn = async (n: number) =>
      subscribe(deps, await signIn(deps, account), { endpoint: `${endpoint}/${n}`, keys: makePushBrowser().keys });
    for (let n = 0; n < BROWSERS_MAX; n++) factsOf(await turnOn(n));
    expect(await turnOn(BROWSERS_MAX)).toEqual(refuse({ tag: 'too-many-browsers', countMax: BROWSERS_MAX }));
  });
});
