// The live page over HTTP, on both databases: alerts arrive as they are committed, and the stream ends with its session.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOOK_HEADER } from '../../packages/contract/src/contract.ts';
import { openLive } from '../support/live-stream.ts';
import { type Person, personWithKey, protectedPerson, signIn, stepUp } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { newDatabase, type TestDatabase } from '../support/stores.ts';

describe.each(['sqlite', 'postgres'] as const)('the live page on %s', (dialect) => {
  let database: TestDatabase;
  let server: TestServer;
  let holder: Person;
  beforeAll(async () => {
    database = await newDatabase(dialect);
    const { address } = database;
    const env = address.dialect === 'postgres' ? { HOLDFAST_DATABASE_URL: address.url } : {};
    server = await startTestServer({ env });
    holder = await protectedPerson(server, 'live@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
  });

  it('hears of a sign-in elsewhere within a second of its commit, and goes on from the last seen', async () => {
    const live = await openLive(holder.browser);
    expect(live.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(live.response.headers.get('cache-control')).toContain('no-store');
    const began = performance.now();
    await signIn(server, holder.laptop);
    const told = await live.next(({ data }) => data.event?.operation === 'sign-in.key');
    expect(performance.now() - began).toBeLessThan(2000);
    expect(told.data.alert?.what).toMatch(/^Somebody signed in to your account/);
    await live.leave();
    await holder.browser.call('account.rename', { displayName: 'Ada L' });
    const again = await openLive(holder.browser, { 'last-event-id': told.id ?? '' });
    await again.next(({ data }) => data.event?.operation === 'account.rename');
    await again.leave();
  });

  it('is no use of the session, nor is what a page reads by itself: the session still idles out', async () => {
    const other = await signIn(server, holder.laptop);
    const { sessionId } = await other.call('session.read');
    const lastSeen = async () => {
      const { sessions } = await holder.browser.call('session.list');
      return sessions.find(({ id }) => id === sessionId)?.lastSeenAt ?? 0;
    };
    const before = await lastSeen();
    server.clock.advance(60_000);
    const live = await openLive(other);
    await live.next(({ event }) => event === 'watching');
    await live.leave();
    expect((await other.send('session.read', { headers: { [LOOK_HEADER]: '1' } })).status).toBe(200);
    expect(await lastSeen()).toBe(before);
    await other.call('session.read');
    expect(await lastSeen()).toBe(before + 60_000);
  });

  it('ends within a second of its session, and says so', async () => {
    const other = await signIn(server, holder.laptop);
    const live = await openLive(other);
    const { sessionId } = await other.call('session.read');
    // It was opened after presence was last proved here.
    await stepUp(holder.browser, holder.deskKey);
    await holder.browser.call('session.end', undefined, { sessionId });
    const ended = performance.now();
    await live.next(({ event }) => event === 'ended');
    await live.closed();
    expect(performance.now() - ended).toBeLessThan(1000);
    expect((await other.refused('live.watch')).code).toBe('session.required');
  });
});

it('an open live page does not hold up a server that stops', async () => {
  const server = await startTestServer();
  const { browser } = await personWithKey(server, 'stays@example.org');
  const live = await openLive(browser);
  const closed = live.closed();
  const stopping = performance.now();
  await server.stop();
  await closed;
  expect(performance.now() - stopping).toBeLessThan(5000);
});
