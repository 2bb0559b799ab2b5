// Notifications between processes: over https to a push service of its own, which can name the sender and read nothing.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forHost, issueCertificate, issueRoot } from '../support/certificate-authority.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { makePushBrowser } from '../support/push-browser.ts';
import { ServerProcess } from '../support/server-process.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

describe('a server that tells browsers', () => {
  let folder: string;
  let server: ServerProcess;
  let service: WebhookReceiver;
  let person: Person;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-push-'));
    const root = issueRoot();
    writeFileSync(join(folder, 'root.pem'), pem(root.der));
    const leaf = issueCertificate(root, { commonName: 'localhost', extensions: [forHost('localhost')] });
    const key = leaf.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    service = await startWebhookReceiver({ cert: pem(leaf.der), key }, '/send/1');
    service.answer = (response) => void response.writeHead(201).end();
    server = await ServerProcess.prepare({
      HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes',
      NODE_EXTRA_CA_CERTS: join(folder, 'root.pem'),
    });
    await server.start();
    person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'push@example.org');
  });
  afterAll(async () => {
    await service.close();
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reaches a push service by https within moments; the browser reads it, the list says so', async () => {
    const { keys, read } = makePushBrowser();
    const { publicKey } = await person.browser.call('push.public-key');
    const { browser } = await person.browser.call('push.subscribe', { endpoint: service.url, keys });
    await person.browser.call('push.test', {}, { channelId: browser.id });
    const titles = () => service.received.map(({ bytes }) => JSON.parse(read(bytes)).title);
    await waitUntil(() => expect(titles()).toContain('This is a test that was asked for on your account.'));
    expect(titles()).toContainEqual(expect.stringMatching(/^Somebody turned on notifications in /));
    for (const { headers } of service.received) expect(headers.authorization).toContain(`, k=${publicKey}`);
    await waitUntil(async () => {
      const { browsers } = await person.browser.call('push.list');
      expect(browsers).toMatchObject([{ state: 'live', lastError: null, lastOkAt: expect.any(Number) }]);
    });
  });

  it('keeps the key that browsers subscribed with when it is started again', async () => {
    const before = await person.browser.call('push.public-key');
    await server.end('SIGTERM');
    await server.start();
    expect(await person.browser.call('push.public-key')).toEqual(before);
  });

  it('refuses a subscription that is malformed, naming the field', async () => {
    const { keys } = makePushBrowser();
    const tried = (body: object) =>
      fetch(`${server.url}/api/v1/push/browsers`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: server.url,
          cookie: [...person.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        body: JSON.stringify(body),
      });
    const endpoint = service.url;
    const faults = [
      [{ endpoint, keys: { ...keys, auth: 'short' } }, 400, 'keys/auth'],
      [{ endpoint, keys: { ...keys, p256dh: 'A' } }, 400, 'keys/p256dh'],
      [{ endpoint, keys: { ...keys, p256dh: `BA${'A'.repeat(85)}` } }, 422, 'keys/p256dh'],
      [{ endpoint: 'nowhere', keys }, 422, 'endpoint'],
      [{ endpoint: 'https://169.254.169.254/x', keys }, 422, 'endpoint'],
      [{ keys }, 400, 'endpoint'],
    ] as const;
    for (const [body, status, field] of faults) {
      const answer = await tried(body);
      expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(field)]);
    }
  });
});
