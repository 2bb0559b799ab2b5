// Delivery: at least once under one id, again after a failure or a crash, and given up only where an operator sees it.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { MovableClock, TEST_TIME } from '../../../../../test/support/clock.ts';
import { freePort } from '../../../../../test/support/free-port.ts';
import { type SmtpSink, startSmtpSink } from '../../../../../test/support/smtp-sink.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import type { EventId } from '../../domain/id.ts';
import { type Mailer, mailboxMailer, smtpMailer } from '../../platform/mail.ts';
import type { OutboxRow } from '../../storage/tables.ts';
import { readDisownLink } from '../alert/disown-link.ts';
import type { Deps } from '../deps.ts';
import { sendMail } from '../mail/send-mail.ts';
import { record } from '../record.ts';
import { deliverOutbox, retryDelayMs } from './deliver.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FROM = 'Holdfast <security@example.com>';

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
  const deliver = (mailer: Mailer, deps: Deps = world.deps) => deliverOutbox(deps, mailer, () => clock.now());
  const queue = (to = 'ada@example.com') => {
    const content = { kind: 'email-code', code: '314159', expiresAt: TEST_TIME + 10 * MINUTE_MS } as const;
    return world.deps.store.write((tx) => sendMail(world.deps, tx, { to, content, accountId: null, now: TEST_TIME }));
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
    expect([await deliver(mailbox), await deliver(mailbox), await deliver(mailbox)]).toEqual([16, 1, 0]);
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
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
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
    const total = Array.from({ length: 44 }, (_, index) => retryDelayMs(index + 1)).reduce((sum, ms) => sum + ms);
    expect(total).toBeGreaterThan(24 * HOUR_MS);
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

  it('that crashed between sending and saying so happens again after the lease, under the same id', async () => {
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

  it('of what was sealed under a secret that is gone fails like any other, and names the reason', async () => {
    await queue();
    await world.deps.store.write((tx) => tx.q.updateTable('outbox').set({ payload_sealed: 'z.AAAA' }).execute());
    const mailbox = mailboxMailer();
    await deliver(mailbox);
    expect(mailbox.list()).toEqual([]);
    expect(await rows()).toMatchObject([{ last_error: 'sealed under a secret that is gone', done_at: null }]);
  });

  it('of an alert carries a link to “This wasn’t me” for that account, that event and fourteen days', async () => {
    const account = await makeAccount(world.deps);
    const eventId: EventId = await world.deps.store.write((tx) =>
      record(world.deps, tx, makeCaller(), 'password.set', account, { done: true }),
    );
    const mailbox = mailboxMailer();
    await deliver(mailbox);
    const [mail] = mailbox.list();
    const [, token = ''] = /http:\/\/localhost:8400\/not-me#(\S+)/.exec(mail?.text ?? '') ?? [];
    expect(readDisownLink(world.deps.keyRing, token, TEST_TIME)).toEqual({
      accountId: account.id,
      eventId,
      expiresAt: TEST_TIME + 14 * 24 * HOUR_MS,
    });
  });

  it('of a code carries no such link', async () => {
    await queue();
    const mailbox = mailboxMailer();
    await deliver(mailbox);
    expect(mailbox.list()[0]?.text).not.toContain('not-me');
  });
});

describeUseCase('delivery by SMTP', (world) => {
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await startSmtpSink();
  });
  afterAll(() => sink.close());

  it('reaches a real server under a Message-ID that stays the same; where none answers, it is tried again', async () => {
    const content = { kind: 'email-code', code: '271828', expiresAt: TEST_TIME + MINUTE_MS } as const;
    const mail = { to: 'smtp@example.com', content, accountId: null, now: TEST_TIME };
    await world.deps.store.write((tx) => sendMail(world.deps, tx, mail));
    const nobody = smtpMailer({ url: `smtp://127.0.0.1:${await freePort()}`, from: FROM });
    expect(await deliverOutbox(world.deps, nobody, () => TEST_TIME)).toBe(1);
    const [row] = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(row).toMatchObject({ done_at: null, last_error: expect.stringContaining('ECONNREFUSED') });
    const mailer = smtpMailer({ url: sink.url, from: FROM });
    await deliverOutbox(world.deps, mailer, () => row?.next_at ?? 0);
    expect(sink.mails).toMatchObject([
      { messageId: `<${row?.id}@example.com>`, text: expect.stringContaining('271828') },
    ]);
    nobody.close();
    mailer.close();
  });
});
