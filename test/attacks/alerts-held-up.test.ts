// Alerts held up by others: a protected holder's webhook is told while strangers' receivers answer nothing, and while the
// names that strangers have looked up lead nowhere. Over HTTP, on both databases; what is counted is places, not time.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KnownNames, type NameServer, startNameServer } from '../support/name-server.ts';
import { type Person, personWithKey, protectedPerson, signIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { newDatabase, type TestDatabase } from '../support/stores.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const STRANGERS = 4;
const WEBHOOKS_EACH = 5;
/** Of the thirty-two places, what all those hold together to whose webhooks nothing ever arrived. */
const DOUBTFUL_PLACES = 12;

/** It takes every connection, and answers none. */
class Tarpit {
  readonly #server: Server = createServer(() => {});
  open = 0;
  most = 0;

  async start(): Promise<number> {
    this.#server.on('connection', (socket) => {
      this.open += 1;
      this.most = Math.max(this.most, this.open);
      socket.on('close', () => {
        this.open -= 1;
      });
    });
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe.each(['sqlite', 'postgres'] as const)('a protected holder’s webhook on %s', (dialect) => {
  let database: TestDatabase;
  let server: TestServer;
  let names: NameServer;
  let known: KnownNames;
  let receiver: WebhookReceiver;
  let tarpit: Tarpit;
  let tarpitPort: number;
  let holder: Person;
  beforeAll(async () => {
    known = {};
    names = await startNameServer(known);
    receiver = await startWebhookReceiver();
    tarpit = new Tarpit();
    tarpitPort = await tarpit.start();
    database = await newDatabase(dialect);
    const { address } = database;
    server = await startTestServer({
      env: {
        HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes',
        HOLDFAST_DNS_SERVERS: names.address,
        HOLDFAST_TRUSTED_PROXIES: '127.0.0.1',
        ...(address.dialect === 'postgres' ? { HOLDFAST_DATABASE_URL: address.url } : {}),
      },
    });
    holder = await protectedPerson(server, 'held-up@example.org');
  });
  afterAll(async () => {
    tarpit.stop();
    await server.stop();
    await receiver.close();
    await names.close();
    await database.close();
  });

  const signInsHeard = () =>
    receiver.received.filter(({ body }) => JSON.parse(body).type === 'holdfast.sign-in.key').length;
  /** The holder signs in, and the webhook has heard of it. */
  const isTold = async (): Promise<void> => {
    const before = signInsHeard();
    await signIn(server, holder.deskKey);
    await expect.poll(signInsHeard, { timeout: 30_000, interval: 5 }).toBe(before + 1);
  };

  it('is told while strangers’ webhooks hold connections that nobody answers, and dead names', async () => {
    for (let stranger = 0; stranger < STRANGERS; stranger++) {
      const { browser, deskKey } = await personWithKey(server, `stranger-${stranger}@example.org`);
      for (let webhook = 0; webhook < WEBHOOKS_EACH; webhook++) {
        const host = `w${webhook}.of-${stranger}.example`;
        known[host] = ['127.0.0.1'];
        await browser.call('webhook.add', { name: host, url: `http://${host}:${tarpitPort}/` });
        // Two of each five have a name that is not answered for any more.
        if (webhook < 2) delete known[host];
      }
      for (let time = 0; time < 3; time++) await signIn(server, deskKey);
    }
    await expect.poll(() => tarpit.open, { timeout: 20_000 }).toBeGreaterThan(0);
    await holder.browser.call('webhook.add', { name: 'mine', url: receiver.url });
    await isTold();
    expect(tarpit.open).toBeGreaterThan(0);
    expect(tarpit.most).toBeLessThanOrEqual(DOUBTFUL_PLACES);
  });

  it('is told while a stranger adds webhooks whose names nobody answers for', async () => {
    const { browser } = await personWithKey(server, 'adds@example.org');
    let ended = 0;
    const adding = Array.from({ length: 12 }, (_, index) =>
      browser
        .send('webhook.add', { body: { name: 'w', url: `https://slow-${index}.example/` } })
        .then(({ status }) => status)
        .finally(() => ended++),
    );
    await expect.poll(() => names.asked.filter((name) => name.startsWith('slow-')).length).toBeGreaterThanOrEqual(24);
    await isTold();
    expect(ended).toBeLessThan(12);
    expect(new Set(await Promise.all(adding))).toEqual(new Set([422]));
  });
});
