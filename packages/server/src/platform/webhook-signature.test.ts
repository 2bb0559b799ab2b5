// Signatures of webhooks, against the published example of Standard Webhooks and against its reference library.

import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { systemRandom } from './random.ts';
import { makeWebhookSecret, signWebhook } from './webhook-signature.ts';

// The example that the Standard Webhooks project publishes for implementers: its libraries all sign it alike.
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('a webhook’s signature', () => {
  it('is the published one for the published example', () => {
    expect(signWebhook(EXAMPLE, [EXAMPLE.secret])).toEqual({
      'webhook-id': EXAMPLE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': EXAMPLE.signature,
    });
  });

  it('with two secrets has a signature for each, parted by a space, and either of them verifies', () => {
    const secrets = [makeWebhookSecret(systemRandom), makeWebhookSecret(systemRandom)];
    const content = { id: 'alrt_1', timestamp: Math.floor(Date.now() / 1000), body: '{"a":"ä"}' };
    const headers = signWebhook(content, secrets);
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const secret of secrets) expect(new Webhook(secret).verify(content.body, headers)).toEqual({ a: 'ä' });
    const other = makeWebhookSecret(systemRandom);
    expect(() => new Webhook(other).verify(content.body, headers)).toThrow();
  });

  it.each(['id', 'timestamp', 'body'] as const)('no longer verifies when the %s is another', (part) => {
    const secret = makeWebhookSecret(systemRandom);
    const timestamp = Math.floor(Date.now() / 1000);
    const content = { id: 'alrt_1', timestamp, body: '{}' };
    const headers = signWebhook(content, [secret]);
    const sent = {
      id: { ...headers, 'webhook-id': 'alrt_2' },
      timestamp: { ...headers, 'webhook-timestamp': String(timestamp + 1) },
      body: headers,
    };
    const verify = () => new Webhook(secret).verify(part === 'body' ? '{ }' : '{}', sent[part]);
    expect(verify).toThrow();
  });

  it('is not made over an id with a full stop, which could be read as another content', () => {
    expect(() => signWebhook({ id: 'a.1', timestamp: 1, body: '' }, [EXAMPLE.secret])).toThrow();
  });
});

describe('a webhook’s secret', () => {
  it('is 32 random bytes in base64 behind whsec_, and new each time', () => {
    const [one, other] = [makeWebhookSecret(systemRandom), makeWebhookSecret(systemRandom)];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(one).not.toBe(other);
  });
});
