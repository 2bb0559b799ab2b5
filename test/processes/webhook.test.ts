// Webhooks between processes: over https to a receiver of its own, to the receiver that the guide prints, and from a worker
// that is killed in the middle.

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { addWebhook } from '../../packages/server/src/app/webhook/add.ts';
import { sendWebhookTest } from '../../packages/server/src/app/webhook/send-test.ts';
import { systemRandom } from '../../packages/server/src/platform/random.ts';
import { makeWebhookSecret, signWebhook } from '../../packages/server/src/platform/webhook-signature.ts';
import { makeAccount, signIn } from '../support/accounts.ts';
import { bareEnvironment } from '../support/bare-environment.ts';
import { forHost, issueCertificate, issueRoot } from '../support/certificate-authority.ts';
import { TEST_TIME } from '../support/clock.ts';
import { deliverWebhooks } from '../support/deliver-webhooks.ts';
import { makeDeps } from '../support/deps.ts';
import { freePort } from '../support/free-port.ts';
import { readMailbox } from '../support/mailbox.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { ServerProcess } from '../support/server-process.ts';
import { describeOnBoth } from '../support/stores.ts';
import { factsOf } from '../support/use-case.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import type { WebhookWorkerJob } from '../support/webhook-worker.ts';

const WORKER = fileURLToPath(new URL('../support/webhook-worker.ts', import.meta.url));
const GUIDE = new URL('../../docs/webhooks.md', import.meta.url);

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

/** A certificate for localhost that `root` vouches for. */
function certify(root: ReturnType<typeof issueRoot>) {
  const leaf = issueCertificate(root, { commonName: 'localhost', extensions: [forHost('localhost')] });
  return { cert: pem(leaf.der), key: leaf.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() };
}

describe('a server that sends webhooks', () => {
  let folder: string;
  let server: ServerProcess;
  let receiver: WebhookReceiver;
  let person: Person;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-webhook-'));
    const root = issueRoot();
    writeFileSync(join(folder, 'root.pem'), pem(root.der));
    receiver = await startWebhookReceiver(certify(root));
    server = await ServerProcess.prepare({
      HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes',
      NODE_EXTRA_CA_CERTS: join(folder, 'root.pem'),
    });
    await server.start();
    person = await personWithKey({ url: server.url, ...readMailbox(server.url) }, 'hooks@example.org');
  });
  afterAll(async () => {
    await receiver.close();
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reaches a receiver over https within moments, signed, and lists what was answered', async () => {
    const { webhook, secret } = await person.browser.call('webhook.add', { name: 'Pager', url: receiver.url });
    await person.browser.call('webhook.test', {}, { webhookId: webhook.id });
    const sent = await waitUntil(() => {
      const found = receiver.received.find(({ body }) => body.includes('holdfast.webhook.test'));
      if (!found) throw new Error('nothing has arrived yet');
      return found;
    });
    expect(new Webhook(secret).verify(sent.body, sent.headers as Record<string, string>)).toMatchObject({
      data: { what: 'This is a test that was asked for on your account.', subject: 'Pager' },
    });
    await waitUntil(async () => {
      const { deliveries } = await person.browser.call('webhook.deliveries', undefined, { webhookId: webhook.id });
      expect(deliveries.some(({ type, status }) => type === 'holdfast.webhook.test' && status === 204)).toBe(true);
    });
    const { hold } = await person.browser.call('webhook.remove', undefined, { webhookId: webhook.id });
    expect(hold).toMatchObject({ kind: 'channel.stop', about: 'Pager', state: 'waiting' });
    expect((await person.browser.call('webhook.list')).webhooks).toMatchObject([{ id: webhook.id, state: 'live' }]);
  });

  it('sends nothing under a certificate that nobody vouches for', async () => {
    const stranger = await startWebhookReceiver(certify(issueRoot()));
    try {
      const { webhook } = await person.browser.call('webhook.add', { name: 'Stranger', url: stranger.url });
      await person.browser.call('webhook.test', {}, { webhookId: webhook.id });
      await waitUntil(async () => {
        const { deliveries } = await person.browser.call('webhook.deliveries', undefined, { webhookId: webhook.id });
        expect(deliveries[0]).toMatchObject({ delivered: false, error: 'the server could not be reached' });
      });
      expect(stranger.received).toEqual([]);
    } finally {
      await stranger.close();
    }
  });
});

describe('the receiver that the guide prints', () => {
  let folder: string;
  let child: ChildProcess | null = null;
  afterEach(() => {
    child?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(secret: string, port: number): Promise<{ output: string }> {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-guide-'));
    const code = /```js\n(.*?)```/s.exec(readFileSync(GUIDE, 'utf8'))?.[1] ?? '';
    writeFileSync(join(folder, 'receiver.mjs'), code);
    child = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
      env: { ...bareEnvironment(), WEBHOOK_SECRET: secret, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = { output: '' };
    child.stdout?.on('data', (chunk) => {
      said.output += chunk;
    });
    await waitUntil(() => expect(said.output).toContain('listening'));
    return said;
  }

  it('takes what is signed, the same only once, and refuses what is altered, old or unsigned', async () => {
    const port = await freePort();
    const secret = makeWebhookSecret(systemRandom);
    const said = await run(secret, port);
    const body = '{"type":"holdfast.webhook.test","data":{"what":"This is a test."}}';
    const now = Math.floor(Date.now() / 1000);
    const post = async (headers: Record<string, string>, sent = body) =>
      (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: sent })).status;
    const signed = signWebhook({ id: 'alrt_1', timestamp: now, body }, [makeWebhookSecret(systemRandom), secret]);
    expect(await post(signed)).toBe(204);
    expect(await post(signed)).toBe(204);
    expect(await post(signed, `${body} `)).toBe(401);
    expect(await post({ ...signed, 'webhook-id': 'alrt_2' })).toBe(401);
    expect(await post({})).toBe(401);
    expect(await post(signWebhook({ id: 'alrt_3', timestamp: now - 301, body }, [secret]))).toBe(401);
    expect(await post(signWebhook({ id: 'alrt_4', timestamp: now, body }, [makeWebhookSecret(systemRandom)]))).toBe(
      401,
    );
    await waitUntil(() => expect(said.output.split('holdfast.webhook.test: This is a test.')).toHaveLength(2));
  });
});

describeOnBoth('a worker killed in the middle of a delivery', (database) => {
  test('loses nothing: when its lease is over the same webhook comes again, under the same id', async () => {
    const receiver = await startWebhookReceiver();
    const deps = makeDeps(database.store);
    try {
      const caller = await signIn(deps, await makeAccount(deps));
      const input = { name: 'Pager', url: receiver.url };
      const { webhook, secret } = factsOf(await addWebhook(deps, caller, 'account', input));
      await deliverWebhooks(deps, () => TEST_TIME);
      factsOf(await sendWebhookTest(deps, caller, 'account', { webhookId: webhook.id }));
      receiver.received.length = 0;
      receiver.answer = () => {};
      const worker = fork(WORKER, [JSON.stringify({ address: database.address } satisfies WebhookWorkerJob)], {
        execArgv: [],
      });
      await waitUntil(() => expect(receiver.received).toHaveLength(1));
      const exit = once(worker, 'exit');
      worker.kill('SIGKILL');
      await exit;
      receiver.answer = (response) => void response.writeHead(204).end();
      expect(await deliverWebhooks(deps, () => TEST_TIME + 59_000)).toBe(0);
      const later = TEST_TIME + 60_000;
      expect(await deliverWebhooks(deps, () => later)).toBe(1);
      const [first, second] = receiver.received;
      expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
      expect(second?.body).toBe(first?.body);
      vi.useFakeTimers({ toFake: ['Date'], now: later });
      new Webhook(secret).verify(second?.body ?? '', second?.headers as Record<string, string>);
    } finally {
      vi.useRealTimers();
      await receiver.close();
    }
  }, 120_000);
});
