// Mail out of the outbox: put into words when it is delivered, with the way to stop what an alert tells of.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeAccount, makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { deliverMailOnce } from '../../../../../test/support/deliver-mail-once.ts';
import { freePort } from '../../../../../test/support/free-port.ts';
import { type SmtpSink, startSmtpSink } from '../../../../../test/support/smtp-sink.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import type { EventId } from '../../domain/id.ts';
import { type Mailer, mailboxMailer, smtpMailer } from '../../platform/mail.ts';
import type { OutboxRow } from '../../storage/alert-tables.ts';
import { readDisownLink } from '../alert/disown-link.ts';
import { sendMail } from '../mail/send-mail.ts';
import { record } from '../record.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FROM = 'Holdfast <security@example.com>';

describeUseCase('delivery of a mail', (world) => {
  beforeEach(async () => {
    await world.deps.store.write((tx) => tx.q.deleteFrom('outbox').execute());
  });
  const deliver = (mailer: Mailer) => deliverMailOnce(world.deps, mailer, () => TEST_TIME);
  const queue = () => {
    const content = { kind: 'email-code', code: '314159', expiresAt: TEST_TIME + 10 * MINUTE_MS } as const;
    const mail = { to: 'ada@example.com', content, accountId: null, now: TEST_TIME };
    return world.deps.store.write(async (tx) => sendMail(world.deps, tx, mail));
  };
  const rows = (): Promise<OutboxRow[]> =>
    world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());

  it('of what was sealed under a secret that is gone fails like any other, and names the reason', async () => {
    await queue();
    await world.deps.store.write((tx) => tx.q.updateTable('outbox').set({ payload_sealed: 'z.AAAA' }).execute());
    const mailbox = mailboxMailer();
    await deliver(mailbox);
    expect(mailbox.list()).toEqual([]);
    expect(await rows()).toMatchObject([{ last_error: 'sealed under a secret that is gone', done_at: null }]);
  });

  it('of an alert has a link to “This wasn’t me” for that account, that event and fourteen days', async () => {
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

  it('reaches a real server under a lasting Message-ID, and is tried again if none answers', async () => {
    const content = { kind: 'email-code', code: '271828', expiresAt: TEST_TIME + MINUTE_MS } as const;
    const mail = { to: 'smtp@example.com', content, accountId: null, now: TEST_TIME };
    await world.deps.store.write(async (tx) => sendMail(world.deps, tx, mail));
    const nobody = smtpMailer({ url: `smtp://127.0.0.1:${await freePort()}`, from: FROM });
    expect(await deliverMailOnce(world.deps, nobody, () => TEST_TIME)).toBe(1);
    const [row] = await world.deps.store.read((tx) => tx.q.selectFrom('outbox').selectAll().execute());
    expect(row).toMatchObject({ done_at: null, last_error: expect.stringContaining('ECONNREFUSED') });
    const mailer = smtpMailer({ url: sink.url, from: FROM });
    await deliverMailOnce(world.deps, mailer, () => row?.next_at ?? 0);
    expect(sink.mails).toMatchObject([
      { messageId: `<${row?.id}@example.com>`, text: expect.stringContaining('271828') },
    ]);
    nobody.close();
    mailer.close();
  });
});
