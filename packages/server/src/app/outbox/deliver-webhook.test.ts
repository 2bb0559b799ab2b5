// Delivery of webhooks, to a real receiver on this machine: signed, under one id, cut short where the receiver is not fit,
// written down, and given up where nobody receives any more.

import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type MadeAccount, makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverWebhooks } from '../../../../../test/support/deliver-webhooks.ts';
import { believeAgain, doubt } from '../../../../../test/support/doubt.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../../../test/support/webhook-receiver.ts';
import type { ChannelId } from '../../domain/id.ts';
import { OLD_SECRET_MS, PAUSED_AFTER_MS, type WebhookOwner } from '../../domain/webhook/webhook.ts';
import { createOutbound } from '../../platform/outbound.ts';
import { countOutbox } from '../../storage/outbox.ts';
import { renameAccount } from '../account/rename.ts';
import type { Deps } from '../deps.ts';
import { addWebhook } from '../webhook/add.ts';
import { listWebhooks } from '../webhook/list.ts';
import { listDeliveries } from '../webhook/list-deliveries.ts';
import { replayWebhook } from '../webhook/replay.ts';
import { rotateWebhookSecret } from '../webhook/rotate-secret.ts';
import { sendWebhookTest } from '../webhook/send-test.ts';
import { ANSWER_SECONDS_MAX } from './post-signed.ts';

const HOUR_MS = 60 * 60 * 1000;

describeUseCase('a webhook', (world) => {
  let receiver: WebhookReceiver;
  let clock: MovableClock;
  beforeEach(async () => {
    clock = new MovableClock();
    // The library that verifies looks at the time by itself.
    vi.useFakeTimers({ toFake: ['Date'], now: TEST_TIME });
    receiver = await startWebhookReceiver();
    await world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await tx.q.deleteFrom('alert_channel').execute();
    });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await receiver.close();
  });

  const advance = (ms: number) => {
    clock.advance(ms);
    vi.setSystemTime(clock.now());
  };
  const deliver = (deps: Deps = world.deps) => deliverWebhooks(deps, () => clock.now());

  /** Somebody with a webhook to which nothing was sent yet. */
  async function somebody(owner: WebhookOwner = 'account', deps: Deps = world.deps) {
    const account = await makeAccount(deps, {
      tier: 'advanced',
      role: owner === 'platform' ? 'operator' : 'holder',
    });
    const caller = async () => signIn(deps, account, { now: clock.now() });
    const { webhook, secret } = factsOf(
      await addWebhook(deps, await caller(), owner, { name: 'Pager', url: receiver.url }),
    );
    await deliver(deps);
    receiver.received.length = 0;
    const test = async () => factsOf(await sendWebhookTest(deps, await caller(), owner, { webhookId: webhook.id }));
    const attempts = async () => {
      const { deliveries } = factsOf(await listDeliveries(deps, await caller(), owner, { webhookId: webhook.id }));
      return deliveries.filter(({ type }) => type.endsWith('.test')).toReversed();
    };
    const state = async () => {
      const { webhooks } = factsOf(await listWebhooks(deps, await caller(), owner));
      return webhooks.find(({ id }) => id === webhook.id);
    };
    return { account, caller, webhookId: webhook.id as ChannelId, secret, test, attempts, state };
  }
  const alertsTo = async (account: MadeAccount) => {
    const rows = await world.deps.store.read((tx) =>
      tx.q.selectFrom('audit_event').select('operation').where('account_id', '=', account.id).orderBy('id').execute(),
    );
    return rows.map(({ operation }) => operation).filter((operation) => /\.(gone|paused)$/.test(operation));
  };

  it('carries an alert, signed so that the reference library takes it, and is written down', async () => {
    const { account, caller, secret, webhookId } = await somebody();
    // Later than the addition, so that it is the newest.
    advance(1000);
    factsOf(await renameAccount(world.deps, await caller(), { displayName: 'Ada L.' }));
    expect(await deliver()).toBe(1);
    const [sent] = receiver.received;
    expect(sent).toMatchObject({ method: 'POST', path: '/hook', headers: { 'content-type': 'application/json' } });
    const headers = sent?.headers as Record<string, string>;
    const body = new Webhook(secret).verify(sent?.body ?? '', headers);
    expect(body).toMatchObject({
      type: 'holdfast.account.rename',
      timestamp: new Date(TEST_TIME + 1000).toISOString(),
      data: {
        account: account.id,
        outcome: 'done',
        subject: 'Ada L.',
        what: 'Somebody changed the name on your account.',
        // Nothing that acts: a program that pressed it would lock the holder out (product.md §6).
        links: { sessions: `${world.deps.platform.publicUrl}/sessions` },
      },
    });
    expect(sent?.body).not.toContain('not-me');
    const { deliveries } = factsOf(await listDeliveries(world.deps, await caller(), 'account', { webhookId }));
    expect(deliveries[0]).toMatchObject({
      messageId: headers['webhook-id'],
      type: 'holdfast.account.rename',
      attempt: 1,
      delivered: true,
      status: 204,
      error: null,
    });
  });

  it('that fails is tried again under the same id, signed with the later time, until it is taken', async () => {
    const { secret, test, attempts, state } = await somebody();
    await test();
    receiver.answer = (response) => void response.writeHead(503).end('busy');
    await deliver();
    expect(await state()).toMatchObject({ state: 'live', failingSince: TEST_TIME });
    receiver.answer = (response) => void response.writeHead(200).end('x'.repeat(100_000));
    // Five seconds, and up to a fifth more by chance.
    advance(6000);
    await deliver();
    const [first, second] = receiver.received;
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    expect(Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])).toBe(6);
    for (const sent of [first, second]) {
      new Webhook(secret).verify(sent?.body ?? '', sent?.headers as Record<string, string>);
    }
    expect(await attempts()).toMatchObject([
      { attempt: 1, delivered: false, status: 503, error: 'the server answered 503' },
      { attempt: 2, delivered: true, status: 200, error: null },
    ]);
    expect(await state()).toMatchObject({ failingSince: null, lastOkAt: TEST_TIME + 6000, lastError: null });
  });

  it('is not sent again before its receiver wants to be asked, and an hour later at the latest', async () => {
    const { test } = await somebody();
    await test();
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '1200' }).end();
    await deliver();
    advance(1200_000 - 1);
    expect(await deliver()).toBe(0);
    receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '31536000' }).end();
    advance(1);
    expect(await deliver()).toBe(1);
    advance(HOUR_MS);
    expect(await deliver()).toBe(1);
  });

  it('is not sent on to where a redirect points', async () => {
    const { test, attempts } = await somebody();
    await test();
    receiver.answer = (response) => void response.writeHead(307, { location: receiver.url }).end();
    await deliver();
    expect(receiver.received).toHaveLength(1);
    expect(await attempts()).toMatchObject([{ delivered: false, status: null, error: 'redirects are not followed' }]);
  });

  it('to a receiver that does not answer is cut after its time and tried again later', async () => {
    const asked: number[] = [];
    const real = createOutbound({ allowLoopback: true });
    const impatient: Deps = {
      ...world.deps,
      outbound: {
        ...real,
        request: (url, request) => {
          asked.push(request.secondsMax);
          return real.request(url, { ...request, secondsMax: 0.2 });
        },
      },
    };
    const { test, attempts } = await somebody();
    await test();
    receiver.answer = () => {};
    await deliver(impatient);
    expect(asked).toEqual([ANSWER_SECONDS_MAX]);
    expect(ANSWER_SECONDS_MAX).toBeGreaterThanOrEqual(15);
    expect(await attempts()).toMatchObject([{ delivered: false, status: null, error: 'the server took too long' }]);
    expect(await world.deps.store.read(countOutbox)).toMatchObject({ dead: 0 });
  });

  it('whose name has come to lead into our own network is not sent', async () => {
    const { test, attempts } = await somebody();
    await test();
    await deliver({ ...world.deps, outbound: createOutbound() });
    expect(receiver.received).toEqual([]);
    expect(await attempts()).toMatchObject([{ delivered: false, status: null, error: 'only https is fetched' }]);
    const inside = createOutbound({ resolve: async () => ['169.254.169.254'] });
    const secured: Deps = {
      ...world.deps,
      outbound: { ...inside, request: (url, asked) => inside.request(url.replace('http:', 'https:'), asked) },
    };
    advance(6000);
    await deliver(secured);
    expect((await attempts()).at(-1)).toMatchObject({ status: null, error: 'the host is not on the public internet' });
  });

  it('is signed with both secrets for a day after a new one is made, then with the new one alone', async () => {
    const { caller, secret: old, test, webhookId } = await somebody();
    const rotated = factsOf(await rotateWebhookSecret(world.deps, await caller(), 'account', { webhookId }));
    expect(rotated.oldSecretUntil).toBe(TEST_TIME + OLD_SECRET_MS);
    await test();
    await deliver();
    const sent = receiver.received.at(-1);
    const headers = sent?.headers as Record<string, string>;
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [old, rotated.secret]) new Webhook(secret).verify(sent?.body ?? '', headers);
    advance(OLD_SECRET_MS);
    await test();
    await deliver();
    const later = receiver.received.at(-1);
    new Webhook(rotated.secret).verify(later?.body ?? '', later?.headers as Record<string, string>);
    expect(() => new Webhook(old).verify(later?.body ?? '', later?.headers as Record<string, string>)).toThrow();
  });

  it('whose receiver says it is gone is off at once, its owner told, and what waits is dropped', async () => {
    const { account, test, state } = await somebody();
    // Two on their way at once: the owner is told once.
    await test();
    await test();
    receiver.answer = (response) => void response.writeHead(410).end();
    await deliver();
    expect(receiver.received).toHaveLength(2);
    expect(await state()).toMatchObject({ state: 'gone' });
    expect(await alertsTo(account)).toEqual(['webhook.gone']);
    const mails = await world.deps.store.read((tx) =>
      tx.q
        .selectFrom('outbox')
        .select('channel')
        .where('account_id', '=', account.id)
        .where('done_at', 'is', null)
        .execute(),
    );
    // The addition's mail, and the one that says that it is gone; no webhook is left waiting.
    expect(mails).toEqual([{ channel: 'mail' }, { channel: 'mail' }]);
    receiver.answer = (response) => void response.writeHead(204).end();
    await test();
    await deliver();
    expect(await state()).toMatchObject({ state: 'live' });
  });

  it('that fails for five days by a believed clock is paused and told; a test turns it on again', async () => {
    const { account, test, state, caller, webhookId } = await somebody();
    receiver.answer = (response) => void response.writeHead(500).end();
    await test();
    await deliver();
    for (let hours = 0; hours < 5 * 24 - 1; hours += 6) {
      advance(6 * HOUR_MS);
      if (clock.now() - TEST_TIME >= PAUSED_AFTER_MS) break;
      await deliver();
    }
    expect(await state()).toMatchObject({ state: 'live', failingSince: TEST_TIME });
    expect(await alertsTo(account)).toEqual([]);
    await doubt(world.deps);
    await deliver();
    expect(await state()).toMatchObject({ state: 'live' });
    await believeAgain(world.deps);
    advance(2 * HOUR_MS);
    await deliver();
    expect(await state()).toMatchObject({ state: 'paused' });
    advance(HOUR_MS);
    await deliver();
    expect(await alertsTo(account)).toEqual(['webhook.paused']);
    const messageId = factsOf(await listDeliveries(world.deps, await caller(), 'account', { webhookId })).deliveries[0]
      ?.messageId;
    if (!messageId) throw new Error('an attempt was written down');
    expect(await replayWebhook(world.deps, await caller(), 'account', { webhookId, messageId })).toEqual({
      allowed: false,
      refusal: { tag: 'webhook-off' },
    });
    receiver.answer = (response) => void response.writeHead(204).end();
    await test();
    await deliver();
    expect(await state()).toMatchObject({ state: 'live', failingSince: null });
  });

  it('of the platform hears of all accounts, has no holder’s link, and tells operators when gone', async () => {
    const { account: operator, caller, secret } = await somebody('platform');
    const other = await makeAccount(world.deps);
    const hook = await signIn(world.deps, other, { now: clock.now() });
    receiver.received.length = 0;
    const input = { name: 'Own', url: `${receiver.url}/own` };
    factsOf(await addWebhook(world.deps, hook, 'account', input));
    await deliver();
    const heard = receiver.received.find(({ path }) => path === '/hook');
    const body = new Webhook(secret).verify(heard?.body ?? '', heard?.headers as Record<string, string>);
    expect(body).toMatchObject({
      type: 'holdfast.webhook.add',
      data: {
        account: other.id,
        what: 'Somebody added the webhook “Own” to an account.',
        links: { sessions: `${world.deps.platform.publicUrl}/sessions` },
      },
    });
    receiver.answer = (response, { path }) => void response.writeHead(path === '/hook' ? 410 : 204).end();
    factsOf(await renameAccount(world.deps, await caller(), { displayName: 'Op' }));
    await deliver();
    expect(await alertsTo(operator)).toEqual(['platform-webhook.gone']);
    expect(await alertsTo(other)).toEqual([]);
  });

  it('is sent again under its first id when its owner asks, even if the outbox has forgotten it', async () => {
    const { caller, secret, test, attempts, webhookId } = await somebody();
    await test();
    await deliver();
    const messageId = receiver.received[0]?.headers['webhook-id'] as never;
    factsOf(await replayWebhook(world.deps, await caller(), 'account', { webhookId, messageId }));
    await deliver();
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
    factsOf(await replayWebhook(world.deps, await caller(), 'account', { webhookId, messageId }));
    await deliver();
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([messageId, messageId, messageId]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    for (const { body, headers } of receiver.received)
      new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(await attempts()).toHaveLength(3);
  });
});
