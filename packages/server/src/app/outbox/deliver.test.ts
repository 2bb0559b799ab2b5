// Delivery: at least once under one id, again after a failure or a crash, and given up only where an operator sees it.

import { beforeEach, expect, it } from 'vitest';
import { type MadeAccount, makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { makeChannel } from '../../../../../test/support/channels.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverMailOnce } from '../../../../../test/support/deliver-mail-once.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import type { LaneLimits } from '../../domain/alert/lane.ts';
import { type Mailer, mailboxMailer } from '../../platform/mail.ts';
import { findChannel } from '../../storage/alert-channel.ts';
import type { OutboxRow } from '../../storage/alert-tables.ts';
import type { Deps } from '../deps.ts';
import { sendMail } from '../mail/send-mail.ts';
import { record } from '../record.ts';
import { Lane } from './deliver.ts';
import { type Deliverer, NotNow, Undeliverable } from './deliverer.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const LIMITS: LaneLimits = { places: 16, perTurn: 8, perOwner: 8, perTarget: 2, perHost: { proven: 8, doubtful: 4 } };

/** A mailer whose sends fail, with what it was asked to send. */
function brokenMailer(): Mailer & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    send: async ({ id }) => {
      asked.push(id);
      throw new Error('no route to host');
    },
    close: () => {},
  };
}

describeUseCase('delivery', (world) => {
  let clock: MovableClock;
  beforeEach(async () => {
    clock = new MovableClock();
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
  });
  /** One look: what is due and has room is delivered. @returns how many that were. */
  const deliver = (mailer: Mailer, deps: Deps = world.deps) => deliverMailOnce(deps, mailer, () => clock.now());
  const queue = (to = 'ada@example.com') => {
    const content = { kind: 'email-code', code: '314159', expiresAt: TEST_TIME + 1001 * HOUR_MS } as const;
    return world.deps.store.write(async (tx) =>
      sendMail(world.deps, tx, { to, content, accountId: null, now: TEST_TIME }),
    );
  };
  const rows = (): Promise<OutboxRow[]> =>
    world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());

  it('sends what waits, once, and keeps nothing of what was sent', async () => {
    await queue();
    const mailbox = mailboxMailer();
    expect(await deliver(mailbox)).toBe(1);
    expect(mailbox.list()).toMatchObject([{ to: 'ada@example.com', text: expect.stringContaining('314159') }]);
    expect(await rows()).toMatchObject([
      { id: mailbox.list()[0]?.id, done_at: TEST_TIME, payload_sealed: null, attempts: 1, last_error: null },
    ]);
    clock.advance(HOUR_MS);
    expect(await deliver(mailbox)).toBe(0);
  });

  it('takes a batch at a time, and says so, so that its caller comes back for the rest', async () => {
    await Promise.all(Array.from({ length: 17 }, (_, index) => queue(`${index}@example.com`)));
    const mailbox = mailboxMailer();
    // What somebody asked for leaves three eighths of the lane to alerts.
    expect([await deliver(mailbox), await deliver(mailbox), await deliver(mailbox)]).toEqual([10, 7, 0]);
    expect(new Set(mailbox.list().map(({ to }) => to)).size).toBe(17);
  });

  it('that fails is tried again after a while, twice as long each time, up to an hour', async () => {
    await queue();
    const broken = brokenMailer();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt++) {
      expect(await deliver(broken)).toBe(1);
      const [row] = await rows();
      expect(row).toMatchObject({ attempts: attempt, last_error: 'no route to host', done_at: null, dead_at: null });
      waits.push(((row?.next_at ?? 0) - clock.now()) / 1000);
      clock.set((row?.next_at ?? 0) - 1);
      expect(await deliver(broken)).toBe(0);
      clock.advance(1);
    }
    const least = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600];
    // Up to a fifth later, by chance.
    expect(waits.map((wait, index) => wait / (least[index] ?? 1)).every((ratio) => ratio >= 1 && ratio <= 1.2)).toBe(
      true,
    );
    expect(waits.some((wait, index) => wait !== least[index])).toBe(true);
    expect(new Set(broken.asked).size).toBe(1);
    const mailbox = mailboxMailer();
    await deliver(mailbox);
    expect(mailbox.list().map(({ id }) => id)).toEqual(broken.asked.slice(0, 1));
  });

  it('is given up after 45 attempts, more than a day of them, and stays to be seen', async () => {
    await queue();
    await world.deps.store.write((tx) => tx.q.updateTable('outbox').set({ attempts: 44 }).execute());
    await deliver(brokenMailer());
    expect(await rows()).toMatchObject([
      { dead_at: TEST_TIME, done_at: null, attempts: 45, last_error: 'no route to host' },
    ]);
    clock.advance(1000 * HOUR_MS);
    expect(await deliver(mailboxMailer())).toBe(0);
  });

  it('of one mail is not held up by the failure of another', async () => {
    await queue('bad@example.com');
    await queue('good@example.com');
    const mailbox = mailboxMailer();
    const picky: Mailer = {
      send: (mail) => (mail.to.startsWith('bad') ? Promise.reject(new Error('550')) : mailbox.send(mail)),
      close: () => {},
    };
    await deliver(picky);
    expect(mailbox.list().map(({ to }) => to)).toEqual(['good@example.com']);
    expect((await rows()).map(({ done_at, last_error }) => `${done_at} ${last_error}`).sort()).toEqual([
      `${TEST_TIME} null`,
      'null 550',
    ]);
  });

  it('that crashed between sending and saying so happens again under the same id after the lease', async () => {
    await queue();
    const mailbox = mailboxMailer();
    let writes = 0;
    const crashing: Deps = {
      ...world.deps,
      store: {
        ...world.deps.store,
        write: (work) => (++writes === 1 ? world.deps.store.write(work) : Promise.reject(new Error('killed'))),
      },
    };
    const sent: string[] = [];
    const mailer: Mailer = {
      send: (mail) => {
        sent.push(mail.id);
        return mailbox.send(mail);
      },
      close: () => {},
    };
    await expect(deliver(mailer, crashing)).rejects.toThrow('killed');
    clock.advance(MINUTE_MS - 1);
    expect(await deliver(mailer)).toBe(0);
    clock.advance(1);
    expect(await deliver(mailer)).toBe(1);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toBe(sent[1]);
    expect(await rows()).toMatchObject([{ attempts: 2, done_at: TEST_TIME + MINUTE_MS }]);
  });

  it('by two workers at once sends each mail once', async () => {
    await queue();
    const mailbox = mailboxMailer();
    const counts = await Promise.all([deliver(mailbox), deliver(mailbox)]);
    expect(counts.sort()).toEqual([0, 1]);
  });
});

describeUseCase('a lane', (world) => {
  let clock: MovableClock;
  let account: MadeAccount;
  beforeEach(async () => {
    clock = new MovableClock();
    await world.deps.store.write(async (tx) => {
      await tx.q.deleteFrom('outbox').execute();
      await tx.q.deleteFrom('alert_channel').execute();
    });
    account = await makeAccount(world.deps);
  });
  const tell = () =>
    world.deps.store.write((tx) => record(world.deps, tx, makeCaller(), 'password.set', account, { done: true }));
  const webhookRows = () =>
    world.deps.store.read((tx) =>
      tx.q.selectFrom('outbox').selectAll().where('channel', '=', 'webhook').orderBy('id').execute(),
    );
  const laneOf = (deliver: Deliverer['deliver'], traits: Partial<Deliverer> = {}, onRoom = () => {}) => {
    const deliverer = {
      channel: 'webhook',
      limits: LIMITS,
      answerSecondsMax: { usual: 15, hurried: 2 },
      secondsMax: 30,
      ...traits,
    } as const;
    const onFault = (error: unknown) => {
      throw error;
    };
    return new Lane({
      deps: world.deps,
      deliverer: { ...deliverer, deliver },
      now: () => clock.now(),
      onRoom,
      onFault,
    });
  };
  /** Starts until nothing more can be started. @returns how many that were. */
  const startAll = async (lane: Lane): Promise<number> => {
    let total = 0;
    for (;;) {
      const count = await lane.start();
      if (count === 0) return total;
      total += count;
    }
  };

  it('gives a slow target the places it may hold and no more: the others are told meanwhile', async () => {
    const slow = await makeChannel(world.deps, account.id);
    for (let alert = 0; alert < 5; alert++) await tell();
    const quick = await makeChannel(world.deps, account.id);
    for (let alert = 0; alert < 5; alert++) await tell();
    const held: (() => void)[] = [];
    const toldQuick: string[] = [];
    let room = 0;
    const lane = laneOf(
      (row) => {
        if (row.channel_id === slow) return new Promise<void>((go) => held.push(go));
        toldQuick.push(row.id);
        return Promise.resolve();
      },
      {},
      () => {
        room += 1;
      },
    );
    while (toldQuick.length < 5) {
      await startAll(lane);
      expect(held.length).toBe(2);
      await expect
        .poll(async () => (await webhookRows()).filter((row) => row.done_at !== null).length)
        .toBe(toldQuick.length);
    }
    expect(await lane.start()).toBe(0);
    room = 0;
    for (const go of held.splice(0)) go();
    await lane.settled();
    expect(room).toBe(2);
    expect(await startAll(lane)).toBe(2);
    expect((await webhookRows()).filter((row) => row.channel_id === quick && row.done_at === null)).toEqual([]);
    for (const go of held) go();
    await lane.settled();
  });

  it('gives up waiting for a target that never answers, and tries it again later', async () => {
    const channel = await makeChannel(world.deps, account.id);
    await tell();
    const lane = laneOf(() => new Promise<void>(() => {}), { secondsMax: 0.02 });
    await startAll(lane);
    await lane.settled();
    expect(await webhookRows()).toMatchObject([
      { done_at: null, dead_at: null, last_error: 'it took too long', attempts: 1 },
    ]);
    expect((await webhookRows())[0]?.next_at).toBeGreaterThanOrEqual(TEST_TIME + 5000);
    expect(await world.deps.store.read((tx) => findChannel(tx, channel))).toMatchObject({
      failing_since: TEST_TIME,
      last_error: 'it took too long',
    });
  });

  it('gives a host that was late three times one place and a short time, until it answers', async () => {
    await makeChannel(world.deps, account.id);
    for (let alert = 0; alert < 4; alert++) await tell();
    const given: number[] = [];
    let answers = false;
    const lane = laneOf((_row, { answerSecondsMax }) => {
      given.push(answerSecondsMax);
      return answers ? Promise.resolve() : Promise.reject(new NotNow('the server took too long', null, 'late'));
    });
    await startAll(lane);
    await lane.settled();
    await startAll(lane);
    await lane.settled();
    expect(given).toEqual([15, 15, 15, 15]);
    // What failed is due again while the host still rests.
    clock.advance(10_000);
    expect(await lane.start()).toBe(1);
    await lane.settled();
    expect(given.splice(0)).toEqual([15, 15, 15, 15, 2]);
    answers = true;
    expect(await lane.start()).toBe(1);
    await lane.settled();
    // It answered: the others of it have the whole time again, and both of its places.
    expect(await lane.start()).toBe(2);
    await lane.settled();
    expect(given).toEqual([2, 15, 15]);
  });

  it('does not try again before its target wants to be tried', async () => {
    await makeChannel(world.deps, account.id);
    await tell();
    const lane = laneOf(() =>
      Promise.reject(new NotNow('the server answered 503', TEST_TIME + 20 * MINUTE_MS, 'answered')),
    );
    await startAll(lane);
    await lane.settled();
    expect(await webhookRows()).toMatchObject([
      { next_at: TEST_TIME + 20 * MINUTE_MS, last_error: 'the server answered 503' },
    ]);
  });

  it('starts what waits in its order: alerts first, the longest due before the others', async () => {
    await makeChannel(world.deps, null);
    const own = await makeChannel(world.deps, account.id);
    for (let alert = 0; alert < 3; alert++) await tell();
    const told: (string | null)[] = [];
    const lane = laneOf(
      (row) => {
        told.push(row.channel_id);
        return Promise.resolve();
      },
      { limits: { ...LIMITS, places: 16, perTarget: 6, perOwner: 6 } },
    );
    await startAll(lane);
    await lane.settled();
    expect(told.map((channel) => channel === own)).toEqual([true, true, true, false, false, false]);
  });

  it('drops what nobody is left to receive: no second try, no dead letter', async () => {
    await makeChannel(world.deps, account.id);
    await tell();
    const lane = laneOf(() => Promise.reject(new Undeliverable('the channel was removed')));
    await startAll(lane);
    await lane.settled();
    expect(await webhookRows()).toMatchObject([
      { done_at: TEST_TIME, dead_at: null, payload_sealed: null, last_error: 'the channel was removed' },
    ]);
  });

  it('notes with the channel when it last went well', async () => {
    const channel = await makeChannel(world.deps, account.id);
    await tell();
    const lane = laneOf(() => Promise.resolve());
    await startAll(lane);
    await lane.settled();
    expect(await world.deps.store.read((tx) => findChannel(tx, channel))).toMatchObject({
      last_ok_at: TEST_TIME,
      failing_since: null,
    });
  });

  it('leaves the mail alone, and the mail’s lane leaves it alone', async () => {
    await makeChannel(world.deps, account.id);
    await tell();
    const mailbox = mailboxMailer();
    expect(await deliverMailOnce(world.deps, mailbox, () => clock.now())).toBe(1);
    expect(await webhookRows()).toMatchObject([{ done_at: null, attempts: 0 }]);
  });
});
