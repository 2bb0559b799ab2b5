// Alerts that cannot be lost: a mail server that is down for a day, workers that are killed in the middle of it all, and
// several workers at once. Real processes, real SMTP, both databases; only the time is the test's.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendMail } from '../../packages/server/src/app/mail/send-mail.ts';
import { record } from '../../packages/server/src/app/record.ts';
import { smtpMailer } from '../../packages/server/src/platform/mail.ts';
import type { OutboxRow } from '../../packages/server/src/storage/alert-tables.ts';
import { type MadeAccount, makeAccount, makeCaller } from '../support/accounts.ts';
import type { AlertWorkerJob, AlertWorkerWord } from '../support/alert-worker.ts';
import { MovableClock, TEST_TIME } from '../support/clock.ts';
import { deliverMailOnce } from '../support/deliver-mail-once.ts';
import { makeDeps } from '../support/deps.ts';
import { MailServer } from '../support/mail-server.ts';
import { describeOnBoth } from '../support/stores.ts';

const WORKER = fileURLToPath(new URL('../support/alert-worker.ts', import.meta.url));
const FROM = 'Holdfast <security@holdfast.example>';
const HOUR_MS = 60 * 60_000;
const LEASE_MS = 60_000;
const KILLS = 12;
const BACKLOG = 200;

describeOnBoth('alerts', (database) => {
  let mailServer: MailServer;
  const workers: ChildProcess[] = [];
  beforeEach(async () => {
    mailServer = await MailServer.prepare();
    await database.store.write((tx) => tx.q.deleteFrom('outbox').execute());
  });
  afterEach(async () => {
    // Those that a failed test left behind.
    for (const worker of workers.splice(0)) worker.kill('SIGKILL');
    await mailServer.kill();
  });

  const rows = (): Promise<OutboxRow[]> =>
    database.store.read((tx) => tx.q.selectFrom('outbox').selectAll().orderBy('id').execute());
  const messageId = ({ id }: { readonly id: string }): string => `${id}@holdfast.example`;
  const alert = (account: MadeAccount, now: number) => {
    const deps = makeDeps(database.store);
    return database.store.write((tx) =>
      record(deps, tx, { ...makeCaller(), now }, 'password.set', account, { done: true }),
    );
  };

  test('all arrive after a mail server was down a day, before all else and each under its old id', async () => {
    const deps = makeDeps(database.store);
    const clock = new MovableClock();
    const account = await makeAccount(deps);
    const mailer = smtpMailer({ url: mailServer.url, from: FROM });
    const deliver = async () => {
      let tried = 0;
      for (;;) {
        const count = await deliverMailOnce(deps, mailer, () => clock.now());
        if (count === 0) return tried;
        tried += count;
      }
    };
    /** What somebody asked for, and still wants days later. */
    const invite = () => {
      const expiresAt = TEST_TIME + 72 * HOUR_MS;
      const content = { kind: 'contact-invitation', name: 'Ada', email: 'ada@example.com', expiresAt } as const;
      const to = 'friend@example.com';
      return database.store.write(async (tx) => sendMail(deps, tx, { to, content, accountId: null, now: clock.now() }));
    };
    await mailServer.start();
    await alert(account, clock.now());
    expect(await deliver()).toBe(1);
    await mailServer.kill();

    const attempts: number[] = [];
    for (let hour = 0; hour < 24; hour++) {
      await invite();
      await alert(account, clock.now());
      attempts.push(await deliver());
      clock.advance(HOUR_MS);
    }
    // They were tried all day, and nothing was given up.
    expect(attempts.every((count) => count >= 2)).toBe(true);
    const waiting = (await rows()).filter(({ done_at }) => done_at === null);
    expect(waiting).toHaveLength(48);
    expect(waiting.every(({ dead_at, last_error }) => dead_at === null && last_error !== null)).toBe(true);
    expect(mailServer.taken).toHaveLength(1);

    // It takes a mail and dies before it says so: that one comes twice, and can be told.
    await mailServer.start({ diesOfMail: true });
    clock.advance(2 * HOUR_MS);
    await deliver();
    await mailServer.kill();
    const taken = [...mailServer.taken];
    expect(taken.length).toBeGreaterThan(1);
    await mailServer.start();
    clock.advance(2 * HOUR_MS);
    await deliver();
    mailer.close();

    const all = await rows();
    expect(all.every(({ done_at }) => done_at !== null)).toBe(true);
    expect(new Set(mailServer.taken)).toEqual(new Set(all.map(messageId)));
    const twice = mailServer.taken.filter((id, index) => mailServer.taken.indexOf(id) !== index);
    expect(twice.toSorted()).toEqual(taken.slice(1).toSorted());
    const alerts = new Set(all.filter(({ event_id }) => event_id !== null).map(messageId));
    const back = mailServer.taken.slice(taken.length);
    // Five connections: the first of the others may overtake the last alerts.
    const overtaken = back.slice(0, 24).filter((id) => !alerts.has(id)).length;
    expect([alerts.size, overtaken < 5]).toEqual([25, true]);
  }, 120_000);

  /** A worker, what it said so far, and its end. */
  function startWorker(job: Omit<AlertWorkerJob, 'address' | 'smtpUrl'>) {
    const { address } = database;
    const told: AlertWorkerJob = { address, smtpUrl: mailServer.url, ...job };
    const child: ChildProcess = fork(WORKER, [JSON.stringify(told)], { execArgv: [] });
    workers.push(child);
    const said: AlertWorkerWord[] = [];
    child.on('message', (word) => said.push(word as AlertWorkerWord));
    return { child, said, ended: once(child, 'exit') };
  }

  test(`none is lost by ${KILLS} kills of the worker that writes and delivers them`, async () => {
    const account = await makeAccount(makeDeps(database.store));
    await mailServer.start();
    const committed = new Set<string>();
    let now = TEST_TIME;
    for (let kill = 0; kill < KILLS; kill++) {
      const before = mailServer.taken.length;
      const { child, said, ended } = startWorker({ account, now, writes: true });
      await expect.poll(() => mailServer.taken.length, { timeout: 20_000, interval: 2 }).toBeGreaterThan(before);
      await new Promise((moment) => setTimeout(moment, Math.random() * 60));
      child.kill('SIGKILL');
      await ended;
      for (const word of said) if ('committed' in word) committed.add(word.committed);
      now += LEASE_MS;
    }
    const { ended, said } = startWorker({ account, now, writes: false });
    await ended;
    expect(said.some((word) => 'drained' in word)).toBe(true);

    const all = await rows();
    expect(committed.size).toBeGreaterThan(KILLS);
    // What was acknowledged is told, and no more is told than what happened.
    const told = new Set(all.map(({ event_id }) => event_id));
    expect([...committed].filter((id) => !told.has(id as never))).toEqual([]);
    const events = await database.store.read((tx) =>
      tx.q.selectFrom('audit_event').select('id').where('account_id', '=', account.id).execute(),
    );
    expect(new Set(events.map(({ id }) => id))).toEqual(told);
    expect(all.filter(({ done_at }) => done_at === null)).toEqual([]);
    expect(new Set(mailServer.taken)).toEqual(new Set(all.map(messageId)));
    // Twice only what a killed worker had under way.
    expect(mailServer.taken.length - all.length).toBeLessThanOrEqual(KILLS * 16);
  }, 120_000);

  test('are each sent once by four workers at once', async () => {
    const account = await makeAccount(makeDeps(database.store));
    await mailServer.start();
    for (let count = 0; count < BACKLOG; count++) await alert(account, TEST_TIME);
    const four = Array.from({ length: 4 }, () => startWorker({ account, now: TEST_TIME, writes: false }));
    await Promise.all(four.map(({ ended }) => ended));
    const all = await rows();
    expect(all.filter(({ done_at, attempts }) => done_at === null || attempts !== 1)).toEqual([]);
    expect(mailServer.taken.toSorted()).toEqual(all.map(messageId).toSorted());
    expect(mailServer.taken).toHaveLength(BACKLOG);
  }, 120_000);
});
