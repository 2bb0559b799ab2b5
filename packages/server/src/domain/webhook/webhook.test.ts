// Webhooks: which may be added, which secrets sign, what an attempt makes of one.

import { describe, expect, it } from 'vitest';
import { NOW } from '../account/account.sample.ts';
import { allow, refuse } from '../decision.ts';
import {
  decideWebhookAddition,
  judgeAttempt,
  OLD_SECRET_MS,
  PAUSED_AFTER_MS,
  readWebhookUrl,
  replaceSecret,
  signingSecrets,
  WEBHOOKS_MAX,
} from './webhook.ts';

const url = 'https://hooks.example.com/holdfast';

describe('an address', () => {
  it('is kept in one spelling, without what no receiver sees', () => {
    expect(readWebhookUrl('HTTPS://Hooks.Example.com:443/holdfast#here')).toBe(url);
  });

  it.each(['', 'hooks.example.com', 'https://', 'mailto:ada@example.com', 'nonsense'])('is not %j', (text) => {
    expect(readWebhookUrl(text)).toBeNull();
  });
});

describe('adding a webhook', () => {
  const others = (count: number) => Array.from({ length: count }, (_, at) => ({ url: `${url}/${at}` }));

  it.each(['account', 'platform'] as const)('of the %s is allowed up to its number', (owner) => {
    const countMax = WEBHOOKS_MAX[owner];
    const asked = { url, fault: null };
    expect(decideWebhookAddition(owner, others(countMax - 1), asked)).toEqual(allow({ url }));
    const no = refuse({ tag: 'too-many-webhooks', countMax });
    expect(decideWebhookAddition(owner, others(countMax), asked)).toEqual(no);
  });

  it('twice with one address is refused', () => {
    expect(decideWebhookAddition('account', [{ url }], { url, fault: null })).toEqual(
      refuse({ tag: 'webhook-exists' }),
    );
  });

  it.each(['webhook-url', 'webhook-address'] as const)('is refused with why: %s', (why) => {
    const no = refuse({ tag: 'webhook-refused', why });
    expect(decideWebhookAddition('account', [], { url, fault: why })).toEqual(no);
  });

  it('without an address is refused', () => {
    const no = refuse({ tag: 'webhook-refused', why: 'webhook-url' });
    expect(decideWebhookAddition('account', [], { url: null, fault: null })).toEqual(no);
  });
});

describe('replacing a secret', () => {
  const held = replaceSecret({ current: 'one', previous: null }, 'two', NOW);

  it('leaves the old one signing for a day, after the new one', () => {
    expect(signingSecrets(held, NOW)).toEqual(['two', 'one']);
    expect(signingSecrets(held, NOW + OLD_SECRET_MS - 1)).toEqual(['two', 'one']);
    expect(signingSecrets(held, NOW + OLD_SECRET_MS)).toEqual(['two']);
  });

  it('again within that day stops the oldest: never more than two sign', () => {
    expect(signingSecrets(replaceSecret(held, 'three', NOW + 1), NOW + 1)).toEqual(['three', 'two']);
  });

  it('is not needed: one alone signs for ever', () => {
    expect(signingSecrets({ current: 'one', previous: null }, Number.MAX_SAFE_INTEGER)).toEqual(['one']);
  });
});

describe('an attempt', () => {
  const fine = { failing_since: null };

  it.each([200, 202, 204, 299])('that is answered %i has delivered, however long it failed before', (status) => {
    expect(judgeAttempt(status, { failing_since: 0 }, NOW)).toBe('delivered');
  });

  it.each([100, 199, 300, 301, 307, 400, 404, 429, 500, 503, null])('that is answered %j has failed', (status) => {
    expect(judgeAttempt(status, fine, NOW)).toBe('failed');
  });

  it('that is answered 410 finds the receiver gone, at once', () => {
    expect(judgeAttempt(410, fine, NOW)).toBe('gone');
    expect(judgeAttempt(410, { failing_since: 0 }, NOW)).toBe('gone');
  });

  it('that fails when all have for five days pauses the webhook, and not a moment before', () => {
    expect(judgeAttempt(500, { failing_since: NOW - PAUSED_AFTER_MS }, NOW)).toBe('paused');
    expect(judgeAttempt(null, { failing_since: NOW - PAUSED_AFTER_MS + 1 }, NOW)).toBe('failed');
    expect(judgeAttempt(500, { failing_since: 0 }, null), 'by a clock in doubt').toBe('failed');
  });

  it('made while the clock is set back pauses nothing', () => {
    expect(judgeAttempt(500, { failing_since: NOW + PAUSED_AFTER_MS }, NOW)).toBe('failed');
  });
});
