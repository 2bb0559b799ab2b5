// The whole log to a SIEM: every event, in the order of the log, at least once, whatever the receiver does meanwhile.

import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeAccount, makeCaller, signIn } from '../../../../../test/support/accounts.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverWebhooks } from '../../../../../test/support/deliver-webhooks.ts';
import { describeUseCaseOnBoth, factsOf } from '../../../../../test/support/use-case.ts';
import { waitUntil } from '../../../../../test/support/wait-until.ts';
import {
  type Received,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../../../../test/support/webhook-receiver.ts';
import type { ChannelId } from '../../domain/id.ts';
import { sealEvents } from '../log/seal.ts';
import { record } from '../record.ts';
import { addWebhook, type NewWebhook } from '../webhook/add.ts';
import { listWebhooks } from '../webhook/list.ts';
import { removeWebhook } from '../webhook/remove.ts';
import { sendWebhookTest } from '../webhook/send-test.ts';
import { EventStreams } from './event-streams.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Batch {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly positions: readonly number[];
}

const isBatch = ({ body }: Received): boolean => body.includes('"holdfast.audit.events"');
function readBatch({ headers, body }: Received): Batch {
  const { data } = JSON.parse(body);
  const positions = data.events.map(
    (event: { position?: number; metadata?: { sequence: number } }) => event.position ?? event.metadata?.sequence,
  );
  return { id: String(headers['webhook-id']), from: data.from, to: data.to, positions };
}
const places = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describeUseCaseOnBoth('a stream of the log', (world) => {
  let receiver: WebhookReceiver;
  let clock: MovableClock;
  beforeEach(async () => {
    clock = new MovableClock();
    receiver = await startWebhookReceiver();
    await world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await tx.q.deleteFrom('alert_channel').execute();
      await tx.q.deleteFrom('audit_stream').execute();
    });
  });
  afterEach(() => receiver.close());

  const operator = async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced', role: 'operator' });
    return { account, caller: () => signIn(world.deps, account, { now: clock.now() }) };
  };
  const add = async (caller: Awaited<ReturnType<typeof signIn>>, asked: Partial<NewWebhook> = {}) => {
    const input = { name: 'SIEM', url: receiver.url, sends: 'events', ...asked } as const;
    return factsOf(await addWebhook(world.deps, caller, 'platform', input));
  };
  async function happen(count: number): Promise<void> {
    await world.deps.store.write(async (tx) => {
      for (let index = 0; index < count; index++) {
        await record(world.deps, tx, makeCaller({ now: clock.now() }), 'sign-in.key', null, { done: true });
      }
    });
    await seal();
  }
  const seal = async () => {
    for (let turn = 0; turn < 5; turn++) await sealEvents(world.deps, clock.now());
  };
  const size = async () =>
    (await world.deps.store.read((tx) => tx.q.selectFrom('log_head').selectAll().executeTakeFirst()))?.size ?? 0;
  const streams = () =>
    new EventStreams({
      deps: world.deps,
      now: () => clock.now(),
      onFault: (error) => {
        throw error;
      },
    });
  /** Sends until nothing is due. @returns how many batches were tried. */
  async function send(): Promise<number> {
    const sender = streams();
    let count = 0;
    for (let started = await sender.start(); started > 0; started = await sender.start()) {
      count += started;
      await sender.settled();
    }
    return count;
  }
  const batches = () => receiver.received.filter(isBatch).map(readBatch);
  const view = async (caller: Awaited<ReturnType<typeof signIn>>, id: ChannelId) =>
    factsOf(await listWebhooks(world.deps, caller, 'platform')).webhooks.find((webhook) => webhook.id === id);

  it.each(['events', 'events-ocsf'] as const)(
    'sends %s: each once, in batches in the order of the log, signed',
    async (sends) => {
      const { caller } = await operator();
      const by = await caller();
      await seal();
      const start = await size();
      const { webhook, secret } = await add(by, { sends });
      await happen(600);
      const end = await size();
      expect(await send()).toBe(3);
      expect(batches().flatMap(({ positions }) => positions)).toEqual(places(start, end));
      expect(batches().map(({ from, to }) => [from, to])).toEqual([
        [start, start + 250],
        [start + 250, start + 500],
        [start + 500, end],
      ]);
      vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
      for (const { headers, body } of receiver.received)
        new Webhook(secret).verify(body, headers as Record<string, string>);
      vi.useRealTimers();
      expect(await view(by, webhook.id)).toMatchObject({
        sends,
        stream: { sent: end, size: end },
        lastOkAt: clock.now(),
      });
      expect(await send()).toBe(0);
      await happen(1);
      await send();
      expect(batches().at(-1)?.positions).toEqual([end]);
    },
  );

  it('begins where it is asked to: now, or at the beginning of the log', async () => {
    const { caller } = await operator();
    await happen(3);
    const before = await size();
    const { webhook } = await add(await caller());
    expect(await view(await caller(), webhook.id)).toMatchObject({ stream: { sent: before } });
    factsOf(await removeWebhook(world.deps, await caller(), 'platform', { webhookId: webhook.id }));
    await add(await caller(), { startsAt: 'beginning' });
    await seal();
    await send();
    expect(batches().flatMap(({ positions }) => positions)).toEqual(places(0, await size()));
  });

  it('to a receiver that is down loses nothing: the batch comes again, same id, then the rest', async () => {
    const { caller } = await operator();
    await seal();
    const { webhook } = await add(await caller());
    const start = (await view(await caller(), webhook.id))?.stream?.sent ?? -1;
    await happen(2);
    receiver.answer = (response) => void response.writeHead(503).end();
    expect(await send()).toBe(1);
    await happen(300);
    const waits: number[] = [];
    for (let attempt = 1; attempt < 9; attempt++) {
      const row = await world.deps.store.read((tx) => tx.q.selectFrom('audit_stream').selectAll().executeTakeFirst());
      const nextAt = row?.next_at ?? 0;
      waits.push((nextAt - clock.now()) / 1000);
      clock.set(nextAt - 1);
      expect(await send()).toBe(0);
      clock.set(nextAt);
      expect(await send()).toBe(1);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
    expect(new Set(receiver.received.filter(isBatch).map(({ body }) => body)).size).toBe(1);
    expect(new Set(batches().map(({ id }) => id)).size).toBe(1);
    expect(await view(await caller(), webhook.id)).toMatchObject({ stream: { sent: start }, failingSince: TEST_TIME });
    receiver.received.length = 0;
    receiver.answer = (response) => void response.writeHead(204).end();
    clock.advance(5 * MINUTE_MS);
    await send();
    expect(batches().flatMap(({ positions }) => positions)).toEqual(places(start, await size()));
    expect(await view(await caller(), webhook.id)).toMatchObject({ failingSince: null });
  });

  it.each([
    ['is gone', 410, 0, 'gone'],
    ['fails for five days', 500, 5 * DAY_MS, 'paused'],
  ] as const)(
    'whose receiver %s is turned off, its operator is told, and a test turns it on where it was',
    async (_, status, later, state) => {
      const { account, caller } = await operator();
      await seal();
      const { webhook } = await add(await caller());
      const start = (await view(await caller(), webhook.id))?.stream?.sent ?? -1;
      await happen(5);
      receiver.answer = (response) => void response.writeHead(status).end();
      await send();
      if (later > 0) {
        clock.advance(later);
        await send();
      }
      expect(await view(await caller(), webhook.id)).toMatchObject({ state });
      const told = await world.deps.store.read((tx) =>
        tx.q.selectFrom('audit_event').select('operation').where('account_id', '=', account.id).execute(),
      );
      expect(told.filter(({ operation }) => operation === `platform-webhook.${state}`)).toHaveLength(1);
      clock.advance(10 * MINUTE_MS);
      expect(await send()).toBe(0);
      receiver.received.length = 0;
      receiver.answer = (response) => void response.writeHead(204).end();
      factsOf(await sendWebhookTest(world.deps, await caller(), 'platform', { webhookId: webhook.id }));
      await seal();
      await send();
      expect(batches().flatMap(({ positions }) => positions)).toEqual(places(start, await size()));
    },
  );

  it('is sent events and no alerts, and a webhook of alerts is sent no events', async () => {
    const { caller } = await operator();
    await add(await caller());
    const alerts = await startWebhookReceiver();
    await add(await caller(), { name: 'Pager', url: alerts.url, sends: 'alerts' });
    const protectedOne = await makeAccount(world.deps, { tier: 'advanced' });
    await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller({ now: clock.now() }), 'sign-in.key', protectedOne, { done: true }),
    );
    await seal();
    await send();
    await deliverWebhooks(world.deps, () => clock.now());
    expect(receiver.received.every(isBatch)).toBe(true);
    expect(alerts.received.some(isBatch)).toBe(false);
    expect(alerts.received.length).toBeGreaterThan(0);
    await alerts.close();
  });

  it('by two processes at once sends each batch once, and a slow receiver holds up no other', async () => {
    const { caller } = await operator();
    const slow = await startWebhookReceiver();
    const held: (() => void)[] = [];
    slow.answer = (response) => void held.push(() => response.writeHead(204).end());
    await add(await caller(), { name: 'Slow', url: slow.url });
    await seal();
    await add(await caller());
    await happen(600);
    const [one, other] = [streams(), streams()];
    const counts = await Promise.all([one.start(), other.start()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    await waitUntil(async () => {
      await Promise.all([one.start(), other.start()]);
      const seen = batches().flatMap(({ positions }) => positions);
      expect(seen.at(-1)).toBe((await size()) - 1);
      expect(seen).toEqual([...new Set(seen)]);
    });
    expect(slow.received).toHaveLength(1);
    for (const answer of held) answer();
    await Promise.all([one.settled(), other.settled()]);
    await slow.close();
  });
});
