// Running it: readiness, metrics, draining, several processes on one PostgreSQL.

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { openLive } from '../support/live-stream.ts';
import { readMailbox } from '../support/mailbox.ts';
import { personWithKey, signIn } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { newPostgresUrl } from '../support/stores.ts';
import { waitUntil } from '../support/wait-until.ts';

const running: ServerProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.dispose()));
});

async function started(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.prepare(env);
  running.push(server);
  await server.start();
  return server;
}

describe('a first start', () => {
  it('needs no configuration, says so, and prints a one-time set-up link', async () => {
    const server = await started();
    expect(server.output).toMatch(/Development mode/);
    const [link = ''] = /http:\/\/localhost:\d+\/setup#hfl_\S+/.exec(server.output) ?? [];
    const token = link.split('#')[1] ?? '';
    const browser = new BrowserLike(server.url);
    expect(await browser.call('setup.read', { link: token })).toEqual({
      keys: [],
      keysNeeded: 2,
      unmet: ['two-keys', 'key-for-another-device'],
    });
    await server.end('SIGTERM');
    await server.start();
    expect((await browser.refused('setup.read', { body: { link: token } })).code).toBe('link.refused');
  });
});

describe('the second port', () => {
  it('says that the server lives and is ready, and gives metrics', async () => {
    const server = await started();
    expect((await fetch(`${server.managementUrl}/health/live`)).status).toBe(200);
    expect((await fetch(`${server.managementUrl}/health/ready`)).status).toBe(200);
    await fetch(`${server.url}/api/v1/platform`);
    const metrics = await (await fetch(`${server.managementUrl}/metrics`)).text();
    expect(metrics).toMatch(/http_requests_total\{[^}]*route="\/api\/v1\/platform"[^}]*\} 1/);
    for (const path of ['/health/live', '/metrics']) expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  });
});

describe('readiness', () => {
  it('is false while nothing seals the log, and comes back with the sealer', async () => {
    const url = await newPostgresUrl();
    const secrets = { HOLDFAST_SECRETS: `1:${randomBytes(32).toString('base64url')}` };
    const server = await started({ HOLDFAST_DATABASE_URL: url, ...secrets });
    const ready = async () => (await fetch(`${server.managementUrl}/health/ready`)).status;
    const person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'sealer@example.org');
    await waitUntil(async () => expect((await fetch(`${server.url}/log/checkpoint`)).status).toBe(200));
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      // Another process that holds the head and does not go on.
      await other.query('begin');
      await other.query('select size from log_head for update');
      await person.browser.call('account.rename', { displayName: 'Waiting' });
      expect(await ready()).toBe(200);
      await waitUntil(async () => expect(await ready()).toBe(503));
      await other.query('rollback');
      await waitUntil(async () => expect(await ready()).toBe(200));
    } finally {
      await other.end();
    }
  }, 120_000);
});

describe('SIGTERM', () => {
  it('lets requests in hand finish, keeps last-seen times, and exits with 0', async () => {
    const server = await started();
    const person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'drain@example.org');
    const inHand = Array.from({ length: 30 }, (_, index) =>
      person.browser.send('account.rename', { body: { displayName: `Mara ${index}` } }),
    );
    const first = await Promise.race(inHand);
    expect(first.status).toBe(200);
    const code = await server.end('SIGTERM');
    expect(code).toBe(0);
    const answered = await Promise.allSettled(inHand);
    const done = answered.filter((answer) => answer.status === 'fulfilled' && answer.value.status === 200).length;
    await server.start();
    const { events } = await person.browser.call('activity.list');
    const recorded = events.filter((event) => event.operation === 'account.rename').length;
    expect(recorded).toBeGreaterThanOrEqual(done);
  });
});

describe('two processes on one PostgreSQL', () => {
  it('share accounts, sessions, one-time challenges and throttles', async () => {
    const database = { HOLDFAST_DATABASE_URL: await newPostgresUrl() };
    const secrets = { HOLDFAST_SECRETS: `1:${randomBytes(32).toString('base64url')}` };
    const first = await started({ ...database, ...secrets });
    // Both answer for the same site; tests reach the second at its own port.
    const second = await started({ ...database, ...secrets, HOLDFAST_PUBLIC_URL: first.url });
    const at = (server: ServerProcess): BrowserLike => new BrowserLike(server.reachableUrl, { origin: first.url });
    const person = await personWithKey({ url: first.url, ...readMailbox(first.url) }, 'shared@example.org');
    const elsewhere = at(second);
    for (const [name, value] of person.browser.cookies) elsewhere.cookies.set(name, value);
    expect((await elsewhere.call('session.read')).email).toBe('shared@example.org');
    const options = await at(first).call('sign-in.key-options', {});
    const response = person.deskKey.assert(options);
    await at(second).call('sign-in.key', { response });
    expect((await at(first).refused('sign-in.key', { body: { response } })).code).toBe('sign-in.refused');
    await signIn(first, person.deskKey);
    await person.browser.call('account.lock', {});
    expect((await elsewhere.refused('session.read')).code).toBe('session.required');
    const guess = { email: 'shared@example.org', password: 'a guess that is wrong' };
    const codes: string[] = [];
    for (let tries = 0; tries < 11; tries++) {
      codes.push((await at(tries % 2 === 0 ? first : second).refused('sign-in.password', { body: guess })).code);
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'sign-in.refused'));
    expect(codes[10]).toBe('request.throttled');
  }, 120_000);

  it('a page open at one hears of what the other committed, and ends with its session there', async () => {
    const database = { HOLDFAST_DATABASE_URL: await newPostgresUrl() };
    const secrets = { HOLDFAST_SECRETS: `1:${randomBytes(32).toString('base64url')}` };
    const first = await started({ ...database, ...secrets });
    const second = await started({ ...database, ...secrets, HOLDFAST_PUBLIC_URL: first.url });
    const person = await personWithKey({ url: first.url, ...readMailbox(first.url) }, 'watched@example.org');
    const elsewhere = new BrowserLike(second.reachableUrl, { origin: first.url });
    for (const [name, value] of person.browser.cookies) elsewhere.cookies.set(name, value);
    const live = await openLive(elsewhere);
    const { sessionId } = await elsewhere.call('session.read');
    const other = await signIn(first, person.deskKey);
    await live.next(({ data }) => data.event?.operation === 'sign-in.key');
    await other.call('session.end', undefined, { sessionId });
    await live.next(({ event }) => event === 'ended');
    await live.closed();
  }, 120_000);
});
