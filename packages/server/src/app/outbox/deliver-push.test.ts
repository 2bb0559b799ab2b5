// Delivery of notifications, to a real receiver on this machine: only the browser can read them, the sender is named, and
// a browser that is gone is given up and told of.

import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverLane } from '../../../../../test/support/deliver-lane.ts';
import { eachDoubt } from '../../../../../test/support/doubt.ts';
import { makePushBrowser } from '../../../../../test/support/push-browser.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../../../test/support/webhook-receiver.ts';
import { GONE_AFTER_MS } from '../../domain/push/push.ts';
import { createOutbound } from '../../platform/outbound.ts';
import { deleteChannel } from '../../storage/alert-channel.ts';
import { renameAccount } from '../account/rename.ts';
import { readDisownLink } from '../alert/disown-link.ts';
import type { Deps } from '../deps.ts';
import { listBrowsers } from '../push/list.ts';
import { readPublicKey } from '../push/public-key.ts';
import { subscribe } from '../push/subscribe.ts';

import { pushDeliverer } from './deliver-push.ts';

describeUseCaseOnBoth('a notification', (world) => {
  let receiver: WebhookReceiver;
  let clock: MovableClock;
  beforeEach(async () => {
    clock = new MovableClock();
    receiver = await startWebhookReceiver(undefined, '/send/1');
    receiver.answer = (response) => void response.writeHead(201).end();
    await world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await tx.q.deleteFrom('alert_channel').execute();
    });
  });
  afterEach(() => receiver.close());

  const deliver = (deps: Deps = world.deps) =>
    deliverLane(
      deps,
      pushDeliverer(deps, () => clock.now()),
      () => clock.now(),
    );

  /** Somebody whose browser is told, and to whom one alert is on its way. */
  async function somebody() {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const caller = async () => signIn(world.deps, account, { now: clock.now() });
    const first = await caller();
    const browser = makePushBrowser();
    const input = { endpoint: receiver.url, keys: browser.keys };
    const channelId = factsOf(await subscribe(world.deps, first, input)).browser.id;
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    const rename = async (displayName: string) =>
      factsOf(await renameAccount(world.deps, await caller(), { displayName }));
    await rename('Ada L.');
    const state = async () => factsOf(await listBrowsers(world.deps, await caller())).browsers[0];
    const recorded = () =>
      world.deps.store.read((tx) =>
        tx.q
          .selectFrom('audit_event')
          .select('operation')
          .where('account_id', '=', account.id)
          .where('operation', '=', 'push.gone')
          .execute(),
      );
    return { account, first, caller, browser, channelId, rename, state, recorded };
  }

  it('is read by that browser alone, and says what, where and how to stop it', async () => {
    const { browser, state, account } = await somebody();
    expect(await deliver()).toBe(1);
    const [sent] = receiver.received;
    expect(sent).toMatchObject({
      method: 'POST',
      path: '/send/1',
      headers: { 'content-encoding': 'aes128gcm', ttl: '259200', urgency: 'high' },
    });
    expect(sent?.body).not.toContain('Somebody');
    expect(sent?.bytes.length).toBeLessThanOrEqual(4096);
    const said = JSON.parse(browser.read(sent?.bytes ?? Buffer.alloc(0)));
    expect(said).toMatchObject({ title: 'Somebody changed the name on your account.', at: TEST_TIME });
    const link = readDisownLink(world.deps.keyRing, said.notMe.split('#')[1], TEST_TIME);
    expect(link?.accountId).toBe(account.id);
    expect(() => makePushBrowser().read(sent?.bytes ?? Buffer.alloc(0))).toThrow();
    expect(await state()).toMatchObject({ state: 'live', lastOkAt: TEST_TIME, failingSince: null });
  });

  it('is signed with the key that browsers subscribed with, for that push service alone', async () => {
    await somebody();
    await deliver();
    const said = receiver.received[0]?.headers.authorization ?? '';
    const [, token = '', k = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(said) ?? [];
    expect(k).toBe(factsOf(await readPublicKey(world.deps)).publicKey);
    const [header, claims = '', signature = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: new URL(receiver.url).origin,
    });
    const point = Buffer.from(k, 'base64url');
    const x = point.subarray(1, 33).toString('base64url');
    const y = point.subarray(33).toString('base64url');
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const signed = Buffer.from(`${header}.${claims}`);
    expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
  });

  it('that fails is tried again until it is taken, not before the push service wants', async () => {
    const { browser, state } = await somebody();
    receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '20' }).end();
    await deliver();
    const lastError = 'the push service answered 503';
    expect(await state()).toMatchObject({ state: 'live', failingSince: TEST_TIME, lastError });
    receiver.answer = (response) => void response.writeHead(201).end();
    clock.advance(19_999);
    expect(await deliver()).toBe(0);
    clock.advance(1);
    await deliver();
    const tags = receiver.received.map(({ bytes }) => JSON.parse(browser.read(bytes)).tag);
    expect([tags.length, new Set(tags).size]).toEqual([2, 1]);
    expect(await state()).toMatchObject({ failingSince: null, lastError: null });
  });

  it.each([404, 410])(
    'answered with %i gives the browser up, and the holder is told once on every other way',
    async (status) => {
      const { state, recorded, rename } = await somebody();
      await rename('Ada M.');
      receiver.answer = (response) => void response.writeHead(status).end();
      await deliver();
      expect(await state()).toMatchObject({ state: 'gone' });
      expect(await recorded()).toHaveLength(1);
      const asked = receiver.received.length;
      await rename('Ada N.');
      clock.advance(60_000);
      expect(await deliver()).toBe(0);
      expect(receiver.received).toHaveLength(asked);
    },
  );

  it('that is taken by nobody for five days gives the browser up, and not by a clock in doubt', async () => {
    const { state, recorded } = await somebody();
    receiver.answer = (response) => void response.writeHead(500).end();
    await deliver();
    clock.advance(GONE_AFTER_MS);
    await eachDoubt(world.deps, async (doubting) => {
      await deliver(doubting);
      expect(await state()).toMatchObject({ state: 'live' });
      clock.advance(2 * 3_600_000);
    });
    await deliver();
    expect(await state()).toMatchObject({ state: 'gone' });
    expect(await recorded()).toHaveLength(1);
  });

  it('goes to no browser turned off meanwhile, nor to a name that came to lead into our network', async () => {
    const { channelId, state } = await somebody();
    const inside = createOutbound({ resolve: async () => ['169.254.169.254'] });
    const secured = {
      ...inside,
      request: (url: string, asked: Parameters<typeof inside.request>[1]) =>
        inside.request(url.replace('http:', 'https:'), asked),
    };
    await deliver({ ...world.deps, outbound: secured });
    expect(await state()).toMatchObject({ lastError: 'the host is not on the public internet' });
    await world.deps.store.write((tx) => deleteChannel(tx, channelId));
    clock.advance(60_000);
    await deliver();
    expect(receiver.received).toEqual([]);
  });
});
