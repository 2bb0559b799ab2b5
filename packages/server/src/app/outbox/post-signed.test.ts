// A signed post, to a real receiver on this machine.

import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { freePort } from '../../../../../test/support/free-port.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../../../test/support/webhook-receiver.ts';
import { createOutbound } from '../../platform/outbound.ts';
import { systemRandom } from '../../platform/random.ts';
import { makeWebhookSecret } from '../../platform/webhook-signature.ts';
import { postSigned } from './post-signed.ts';

const outbound = createOutbound({ allowLoopback: true });
const [current, old] = [makeWebhookSecret(systemRandom), makeWebhookSecret(systemRandom)];
const secrets = { current, previous: { secret: old, until: TEST_TIME + 1 } };
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  vi.useFakeTimers({ toFake: ['Date'], now: TEST_TIME });
});
afterEach(async () => {
  vi.useRealTimers();
  await receiver.close();
});
const post = (url = receiver.url, now = TEST_TIME) =>
  postSigned({ outbound }, { url, secrets, id: 'msg-1', body: '{"a":"é"}' }, now);

it('bears the signatures of every secret that is good, under its id', async () => {
  expect(await post()).toEqual({ status: 204, error: null, notBefore: null, kind: 'answered' });
  const [sent] = receiver.received;
  for (const secret of [current, old]) {
    expect(new Webhook(secret).verify(sent?.body ?? '', sent?.headers as Record<string, string>)).toEqual({ a: 'é' });
  }
  expect(sent?.headers['webhook-id']).toBe('msg-1');
});

it('is delivered by a 2xx and nothing else, and says why it was not', async () => {
  receiver.answer = (response) => void response.writeHead(404).end();
  expect(await post()).toEqual({ status: 404, error: 'the server answered 404', notBefore: null, kind: 'answered' });
  expect(await post(`http://localhost:${await freePort()}/`)).toEqual({
    status: null,
    notBefore: null,
    kind: 'unreached',
    error: 'the server could not be reached',
  });
});
