// Malformed, oversized and hostile requests: a clear answer that names the field, and nothing stored.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { type Person, personWithKey } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await personWithKey(server, 'input@example.org');
});
afterAll(() => server.stop());

async function raw(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const cookie = [...person.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: server.url, 'content-type': 'application/json', ...headers },
    body,
  });
}
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;

describe('a body', () => {
  it.each([
    ['with an unknown field', { displayName: 'X', tier: 'hardware' }, '/body/tier'],
    ['with a missing field', {}, '/body/displayName'],
    ['of the wrong type', { displayName: 7 }, '/body/displayName'],
    ['with a NUL', { displayName: 'a\u0000b' }, '/body/displayName'],
    ['with an empty text', { displayName: '' }, '/body/displayName'],
    ['with a text that is too long', { displayName: 'x'.repeat(81) }, '/body/displayName'],
    ['that is a list', [], '/body'],
    ['that is null', null, '/body'],
    ['with a prototype of its own', JSON.parse('{"__proto__":{"displayName":"X"}}'), '/body'],
  ])('%s is refused, and the field is named', async (_what, body, field) => {
    const before = await person.browser.call('account.read');
    const problem = await person.browser.refused('account.rename', { body });
    expect([problem.code, problem.field]).toEqual(['request.invalid', field]);
    expect(await person.browser.call('account.read')).toEqual(before);
  });

  it('that is not JSON, is cut short, or is not said to be JSON is refused', async () => {
    const path = '/api/v1/sign-up';
    expect(await codeOf(await raw(path, '{"email":'))).toBe('request.invalid');
    expect(await codeOf(await raw(path, Buffer.from([0xff, 0xfe])))).toBe('request.invalid');
    expect(await codeOf(await raw(path, ''))).toBe('request.invalid');
    expect(await codeOf(await raw(path, 'email=a', { 'content-type': 'text/plain' }))).toBe('request.media-type');
    expect(await codeOf(await raw(path, 'email=a', { 'content-type': 'application/x-www-form-urlencoded' }))).toBe(
      'request.media-type',
    );
  });

  it('that is too large is refused before it is read', async () => {
    const huge = JSON.stringify({ email: 'x'.repeat(100_000) });
    expect(await codeOf(await raw('/api/v1/sign-up', huge))).toBe('request.too-large');
    const larger = JSON.stringify({ response: 'x'.repeat(1_000_000) });
    expect(await codeOf(await raw('/api/v1/sign-in/key', larger))).toBe('request.too-large');
  });

  it('that is nested a thousand deep is refused', async () => {
    const deep = `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`;
    expect(await codeOf(await raw('/api/v1/sign-in/key', `{"response":${deep}}`))).toBe('request.invalid');
  });

  it('with a list that is too long is refused', async () => {
    const response = {
      id: 'AA',
      rawId: 'AA',
      type: 'public-key',
      response: { clientDataJSON: 'AA', attestationObject: 'AA', transports: Array.from({ length: 50 }, () => 'usb') },
    };
    const problem = await person.browser.refused('credential.add', { body: { nickname: 'K', response } });
    expect(problem.field).toBe('/body/response/response/transports');
  });
});

describe('an address', () => {
  it('with an id of another kind or another shape is refused', async () => {
    for (const sessionId of ['cred_00000000000000000000000000', 'sess_short', "sess_' or 1=1 --"]) {
      expect((await person.browser.refused('session.end', { params: { sessionId } })).field).toBe('/params/sessionId');
    }
  });

  it('with an unknown query is refused', async () => {
    expect((await person.browser.refused('activity.list', { query: { show: 'secrets' } })).code).toBe(
      'request.invalid',
    );
    for (const query of [
      { from: 'yesterday' },
      { until: '-1' },
      { text: '' },
      { told: 'd:a b' },
      { before: 'evnt_1' },
    ]) {
      expect((await person.browser.refused('activity.list', { query })).code).toBe('request.invalid');
    }
    expect((await person.browser.refused('session.list', { query: { account: 'acct_1' } })).code).toBe(
      'request.invalid',
    );
  });

  it('that nothing is served at says so as a problem', async () => {
    for (const path of ['/api/v1/nothing', '/admin', '/.env', '/assets/../package.json', '/assets/%2e%2e/index.html']) {
      const response = await fetch(`${server.url}${path}`, { headers: { origin: server.url } });
      expect(response.status).toBe(404);
    }
  });
});

describe('a session', () => {
  it('is not taken from a header, a query or a body', async () => {
    const token = person.browser.cookies.get('holdfast') ?? '';
    const anonymous = new BrowserLike(server.url);
    expect((await anonymous.refused('session.read', { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      401,
    );
    expect((await anonymous.refused('session.read', { query: { holdfast: token } })).status).toBeGreaterThanOrEqual(
      400,
    );
  });

  it('never shows its token, a hash or a verifier in any answer', async () => {
    const token = person.browser.cookies.get('holdfast') ?? '';
    for (const operation of [
      'session.read',
      'session.list',
      'account.read',
      'credential.list',
      'activity.list',
    ] as const) {
      const text = await (await person.browser.send(operation)).text();
      expect(text).not.toContain(token.slice(5, 30));
      expect(text).not.toMatch(/hash|phc|argon2|sealed|public_?key"/i);
    }
  });
});

describe('an answer', () => {
  it('with a cookie sets it HttpOnly, SameSite=Lax and for the whole site', async () => {
    const browser = new BrowserLike(server.url);
    const response = await browser.send('sign-up.begin', { body: { email: 'cookie@example.org' } });
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
      expect(cookie).toMatch(/Path=\//i);
      expect(cookie).not.toMatch(/Domain=/i);
    }
  });

  it('is never kept by a cache', async () => {
    const response = await person.browser.send('session.read');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
