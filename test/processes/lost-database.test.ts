// A server whose database goes away: it says so, writes nothing by half, and goes on by itself when the database is back.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { PostgresCluster } from '../support/postgres.ts';
import { ServerProcess } from '../support/server-process.ts';

let cluster: PostgresCluster;
let server: ServerProcess;
let person: Person;
beforeAll(async () => {
  cluster = await PostgresCluster.start();
  server = await ServerProcess.prepare({ HOLDFAST_DATABASE_URL: await cluster.createDatabase() });
  await server.start();
  person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'mara@example.org');
});
afterAll(async () => {
  await server.dispose();
  await cluster.dispose();
});

const readiness = async (): Promise<number> => (await fetch(`${server.managementUrl}/health/ready`)).status;

describe.each(['fast', 'immediate'] as const)('a database that stops (%s)', (mode) => {
  it('is answered with 503 and not ready, and served again without a restart', async () => {
    expect(await readiness()).toBe(200);
    await cluster.stop(mode);
    const anonymous = new BrowserLike(server.url);
    for (const [browser, operation, sent] of [
      [person.browser, 'session.read', {}],
      [person.browser, 'account.rename', { body: { displayName: 'Lost' } }],
      [anonymous, 'sign-up.begin', { body: { email: 'lost@example.org' } }],
    ] as const) {
      expect(await browser.refused(operation, sent)).toMatchObject({
        code: 'server.unavailable',
        retryAfterSeconds: 5,
      });
    }
    expect(await readiness()).toBe(503);
    expect((await fetch(`${server.managementUrl}/health/live`)).status).toBe(200);
    expect((await fetch(`${server.url}/sign-in`)).status).toBe(200);
    await cluster.resume();
    expect((await person.browser.call('session.read')).displayName).toBe('Mara');
    expect(await readiness()).toBe(200);
    const { events } = await person.browser.call('activity.list');
    expect(events.filter((event) => event.operation === 'account.rename')).toEqual([]);
  });
});
