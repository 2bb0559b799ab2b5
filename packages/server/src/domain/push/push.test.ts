// Browsers that are told: which addresses are taken, how many, and when one is given up.

import { describe, expect, it } from 'vitest';
import { allow, refuse } from '../decision.ts';
import { BROWSERS_MAX, decideSubscription, GONE_AFTER_MS, judgePush, readPushEndpoint } from './push.ts';

const endpoint = 'https://push.example.net/send/abc?x=1';

describe('the address of a browser', () => {
  it('is kept as it is; no address and one with a fragment are none', () => {
    expect(readPushEndpoint(endpoint)).toBe(endpoint);
    expect(['', 'push', '/send', 'mailto:a@b.c', `${endpoint}#part`].map(readPushEndpoint)).toEqual(
      Array(5).fill(null),
    );
  });
});

describe('one more browser', () => {
  it('is told, until there are as many as there may be', () => {
    const others = Array(BROWSERS_MAX - 1).fill({});
    expect(decideSubscription(others, { endpoint, fault: null })).toEqual(allow({ endpoint }));
    const no = refuse({ tag: 'too-many-browsers', countMax: BROWSERS_MAX });
    expect(decideSubscription([...others, {}], { endpoint, fault: null })).toEqual(no);
  });

  it('is refused with what is wrong with it', () => {
    for (const fault of ['push-endpoint', 'push-address', 'push-key'] as const) {
      expect(decideSubscription([], { endpoint, fault })).toEqual(refuse({ tag: 'push-refused', why: fault }));
    }
    const no = refuse({ tag: 'push-refused', why: 'push-endpoint' });
    expect(decideSubscription([], { endpoint: null, fault: null })).toEqual(no);
  });
});

describe('an attempt', () => {
  const judge = (status: number | null, since: number | null = null) =>
    judgePush(status, { failing_since: since }, 9e9);

  it('that the push service took is delivered, even after days of failing', () => {
    for (const status of [200, 201, 202, 204]) expect(judge(status, 0)).toBe('delivered');
  });

  it('at a browser that is gone gives it up, one too large is dropped, any other is tried again', () => {
    expect([404, 410].map((status) => judge(status))).toEqual(['gone', 'gone']);
    expect(judge(413)).toBe('too-large');
    for (const status of [null, 301, 400, 401, 403, 429, 500, 503]) expect(judge(status)).toBe('failed');
  });

  it('that failed for five days on end gives the browser up, and not a moment earlier', () => {
    expect(judge(503, 9e9 - GONE_AFTER_MS)).toBe('gone');
    expect(judge(503, 9e9 - GONE_AFTER_MS + 1)).toBe('failed');
  });
});
