// Signing up and in, over HTTP: what a person does, and what a stranger tries.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import {
  addKey,
  codeIn,
  confirmedSignUp,
  PASSWORD,
  personWithKey,
  personWithPassword,
  platformKey,
  protectedPerson,
  roamingKey,
  signIn,
  totpCode,
} from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const HOUR_MS = 60 * 60 * 1000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe('signing up', () => {
  it('asks for the six digits that were sent to the address', async () => {
    const browser = new BrowserLike(server.url);
    await browser.call('sign-up.begin', { email: 'six@example.org' });
    const mail = await server.mailTo('six@example.org');
    const wrong = codeIn(mail.text) === '000000' ? '000001' : '000000';
    expect((await browser.refused('sign-up.confirm', { body: { code: wrong } })).code).toBe('code.refused');
    await browser.call('sign-up.confirm', { code: codeIn(mail.text) });
  });

  it('gives five tries and then no more, even with the right code', async () => {
    const browser = new BrowserLike(server.url);
    await browser.call('sign-up.begin', { email: 'tries@example.org' });
    const code = codeIn((await server.mailTo('tries@example.org')).text);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries++) await browser.refused('sign-up.confirm', { body: { code: wrong } });
    expect((await browser.refused('sign-up.confirm', { body: { code } })).code).toBe('code.refused');
  });

  it('refuses a code after ten minutes', async () => {
    const browser = new BrowserLike(server.url);
    await browser.call('sign-up.begin', { email: 'late@example.org' });
    const code = codeIn((await server.mailTo('late@example.org')).text);
    server.clock.advance(10 * 60_000);
    expect((await browser.refused('sign-up.confirm', { body: { code } })).code).toBe('flow.gone');
  });

  it('answers alike for a known address, and tells its holder instead', async () => {
    await personWithKey(server, 'known@example.org');
    const stranger = new BrowserLike(server.url);
    const known = await stranger.send('sign-up.begin', { body: { email: 'Known@Example.org' } });
    const unknown = await new BrowserLike(server.url).send('sign-up.begin', { body: { email: 'fresh@example.org' } });
    expect(known.status).toBe(unknown.status);
    expect(Object.keys((await known.json()) as object)).toEqual(Object.keys((await unknown.json()) as object));
    await server.mailTo('known@example.org', /Somebody gave the e-mail address/);
    expect((await stranger.refused('sign-up.confirm', { body: { code: '123456' } })).code).toBe('code.refused');
  });

  it('refuses a short, a common and a personal password, and makes nothing', async () => {
    const browser = await confirmedSignUp(server, 'weak@example.org');
    const { secret } = await browser.call('sign-up.make-totp', {});
    for (const [password, reason] of [
      ['short', 'too-short'],
      ['passwordpassword', 'common'],
      ['weak@example.org', 'common'],
    ] as const) {
      const body = { with: 'password', displayName: 'W', password, code: totpCode(server, secret) };
      const problem = await browser.refused('sign-up.complete', { body });
      expect([problem.code, problem.reason]).toEqual(['password.refused', reason]);
    }
    await browser.refused('session.read');
  });

  it('cannot register a key of another account, by another account’s challenge, or twice', async () => {
    const first = await confirmedSignUp(server, 'first@example.org');
    const second = await confirmedSignUp(server, 'second@example.org');
    const key = roamingKey(server);
    const response = key.register(await first.call('sign-up.key-options', { displayName: 'F' }));
    const body = { with: 'key', displayName: 'F', nickname: 'K', response } as const;
    expect((await second.refused('sign-up.complete', { body })).code).toBe('ceremony.refused');
    await first.call('sign-up.complete', body);
    expect((await first.refused('sign-up.complete', { body })).code).toBe('flow.gone');
  });
});

describe('signing in with a key', () => {
  it('opens the account without naming it first', async () => {
    const person = await personWithKey(server, 'opens@example.org');
    const browser = await signIn(server, person.deskKey);
    expect((await browser.call('session.read')).email).toBe('opens@example.org');
  });

  it('refuses every wrong ceremony with one public face', async () => {
    const person = await personWithKey(server, 'wrongs@example.org');
    const other = await personWithKey(server, 'other@example.org');
    const wrongs = [
      { origin: 'https://evil.example' },
      { origin: `${server.url}.evil.example` },
      { topOrigin: 'https://evil.example' },
      { type: 'webauthn.create' },
      { rpId: 'evil.example' },
      { userVerified: false },
      { userPresent: false },
      { spoilSignature: true },
      { userHandle: 'AAAA' },
      { backupEligible: true },
      { backedUp: true },
      { credentialId: other.deskKey.credentialIds[0] ?? '' },
      { credentialId: 'bm9ib2R5' },
      { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAA' },
    ];
    const faces = new Set<string>();
    for (const wrong of wrongs) {
      const browser = new BrowserLike(server.url);
      const options = await browser.call('sign-in.key-options', {});
      const problem = await browser.refused('sign-in.key', {
        body: { response: person.deskKey.assert(options, wrong) },
      });
      faces.add(JSON.stringify(problem));
    }
    expect([...faces]).toHaveLength(1);
    expect([...faces][0]).toContain('sign-in.refused');
  });

  it('refuses a challenge that was used, is over five minutes old, or was for something else', async () => {
    const person = await personWithKey(server, 'challenge@example.org');
    const browser = new BrowserLike(server.url);
    const options = await browser.call('sign-in.key-options', {});
    const response = person.deskKey.assert(options);
    await browser.call('sign-in.key', { response });
    expect((await browser.refused('sign-in.key', { body: { response } })).code).toBe('sign-in.refused');
    const old = await browser.call('sign-in.key-options', {});
    server.clock.advance(5 * 60_000);
    const late = await browser.refused('sign-in.key', { body: { response: person.deskKey.assert(old) } });
    expect(late.code).toBe('sign-in.refused');
    const forStepUp = await browser.call('step-up.key-options', {});
    const swapped = await browser.refused('sign-in.key', { body: { response: person.deskKey.assert(forStepUp) } });
    expect(swapped.code).toBe('sign-in.refused');
  });

  it('goes on working for the holder while a stranger on the same network fails without end', async () => {
    const person = await personWithKey(server, 'besieged@example.org');
    const stranger = new BrowserLike(server.url);
    let last = '';
    for (let tries = 0; tries < 110; tries++) {
      const options = await stranger.call('sign-in.key-options', {});
      const response = person.deskKey.assert(options, { spoilSignature: true });
      last = (await stranger.refused('sign-in.key', { body: { response } })).code;
    }
    expect(last).toBe('request.throttled');
    const browser = await signIn(server, person.deskKey);
    expect((await browser.call('session.read')).email).toBe('besieged@example.org');
    server.clock.advance(HOUR_MS);
  });

  it('records and tells a counter that went back, and lets the holder in', async () => {
    const person = await protectedPerson(server, 'counter@example.org');
    const browser = new BrowserLike(server.url);
    const options = await browser.call('sign-in.key-options', {});
    await browser.call('sign-in.key', { response: person.deskKey.assert(options, { signCount: 1 }) });
    const { events } = await browser.call('activity.list');
    expect(events.map((event) => event.operation)).toContain('credential.counter-regressed');
  });
});

describe('signing in with a password', () => {
  it('never opens a session without the second step', async () => {
    const person = await personWithPassword(server, 'noor@example.org');
    const browser = new BrowserLike(server.url);
    server.clock.advance(60_000);
    const { second } = await browser.call('sign-in.password', { email: person.email, password: PASSWORD });
    expect(second).toEqual(['totp']);
    expect((await browser.refused('session.read')).code).toBe('session.required');
    await browser.call('sign-in.second-totp', { code: totpCode(server, person.totpSecret) });
    expect((await browser.call('session.read')).email).toBe(person.email);
  });

  it('takes each authenticator code once', async () => {
    const person = await personWithPassword(server, 'once@example.org');
    server.clock.advance(60_000);
    const code = totpCode(server, person.totpSecret);
    const first = new BrowserLike(server.url);
    const second = new BrowserLike(server.url);
    await first.call('sign-in.password', { email: person.email, password: PASSWORD });
    await second.call('sign-in.password', { email: person.email, password: PASSWORD });
    await first.call('sign-in.second-totp', { code });
    expect((await second.refused('sign-in.second-totp', { body: { code } })).code).toBe('sign-in.refused');
  });

  it('takes a key as the second step', async () => {
    const person = await personWithPassword(server, 'second-key@example.org');
    const key = platformKey(server);
    await addKey(person.browser, key, 'Laptop');
    const browser = new BrowserLike(server.url);
    const { second } = await browser.call('sign-in.password', { email: person.email, password: PASSWORD });
    expect(second).toEqual(['totp', 'key']);
    const options = await browser.call('sign-in.second-key-options', {});
    await browser.call('sign-in.second-key', { response: key.assert(options) });
    expect((await browser.call('session.read')).email).toBe(person.email);
  });

  it('answers an unknown address, a protected account and a wrong password alike', async () => {
    await protectedPerson(server, 'shield@example.org');
    await personWithPassword(server, 'plain@example.org');
    const faces = new Set<string>();
    for (const email of ['nobody@example.org', 'shield@example.org', 'plain@example.org']) {
      const browser = new BrowserLike(server.url);
      const body = { email, password: 'not the password at all' };
      faces.add(JSON.stringify(await browser.refused('sign-in.password', { body })));
      expect(browser.cookies.size).toBe(0);
    }
    expect([...faces]).toHaveLength(1);
  });

  it('tells a protected holder that somebody tried a password', async () => {
    const person = await protectedPerson(server, 'tried@example.org');
    const body = { email: person.email, password: 'a guess that cannot fit' };
    await new BrowserLike(server.url).refused('sign-in.password', { body });
    const { events } = await person.browser.call('activity.list', undefined, undefined, { show: 'refused' });
    expect(events[0]).toMatchObject({
      operation: 'sign-in.password',
      outcome: 'refused',
      reason: 'no-password',
      actor: 'stranger',
    });
  });

  it('limits guesses for one account from one network, without saying whether the account exists', async () => {
    server.clock.advance(HOUR_MS);
    const codes = new Map<string, string[]>();
    await personWithPassword(server, 'guessed@example.org');
    server.clock.advance(HOUR_MS);
    for (const email of ['guessed@example.org', 'not-there@example.org']) {
      const seen: string[] = [];
      for (let tries = 0; tries < 12; tries++) {
        const body = { email, password: `guess number ${tries}` };
        seen.push((await new BrowserLike(server.url).refused('sign-in.password', { body })).code);
      }
      codes.set(email, seen);
    }
    expect(codes.get('guessed@example.org')).toEqual(codes.get('not-there@example.org'));
    expect(codes.get('guessed@example.org')?.slice(-2)).toEqual(['request.throttled', 'request.throttled']);
    server.clock.advance(HOUR_MS);
  });
});
