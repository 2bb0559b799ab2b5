// Production: real mail, cookies bound to the host, no mailbox page, and a clear refusal to start half configured.

import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locate, paths, type RoutedOperation } from '../../packages/contract/src/paths.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { codeIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ServerProcess } from '../support/server-process.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';

const ORIGIN = 'https://account.skerry.example';
const TWO_YEARS = 'max-age=63072000; includeSubDomains';

let sink: SmtpSink;
let server: TestServer;
let local: string;
beforeAll(async () => {
  sink = await startSmtpSink();
  server = await startTestServer({
    env: {
      HOLDFAST_MODE: 'production',
      HOLDFAST_PUBLIC_URL: ORIGIN,
      HOLDFAST_HOST: '127.0.0.1',
      HOLDFAST_SECRETS: `1:${randomBytes(32).toString('base64url')}`,
      HOLDFAST_SMTP_URL: sink.url,
      HOLDFAST_MAIL_FROM: 'Skerry <security@skerry.example>',
      HOLDFAST_TRUSTED_PROXIES: '127.0.0.0/8',
    },
  });
  local = server.url;
});
afterAll(async () => {
  await server.stop();
  await sink.close();
});

const browserFrom = (address: string): BrowserLike =>
  new BrowserLike(local, { origin: ORIGIN, 'x-forwarded-for': address });

describe('production', () => {
  it('signs a person up with mail by SMTP and cookies bound to the host', async () => {
    const browser = browserFrom('203.0.113.7');
    await browser.call('sign-up.begin', { email: 'mara@example.org' });
    const mail = await sink.mailTo('mara@example.org');
    expect(mail.from?.address).toBe('security@skerry.example');
    expect(mail.html).toBeTruthy();
    await browser.call('sign-up.confirm', { code: codeIn(mail.text ?? '') });
    const key = new SoftwareAuthenticator({ rpId: 'account.skerry.example', origin: ORIGIN });
    const options = await browser.call('sign-up.key-options', { displayName: 'Mara' });
    const body = { with: 'key', displayName: 'Mara', nickname: 'Desk key', response: key.register(options) };
    const response = await browser.send('sign-up.complete', { body });
    expect(response.status).toBe(200);
    const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-holdfast='));
    expect(session).toMatch(/; Secure/i);
    expect(session).toMatch(/; HttpOnly/i);
    const { sessions } = await browser.call('session.list');
    expect(sessions[0]?.ip).toBe('203.0.113.7');
  });

  it('judges the country from the address that a configured proxy reports', async () => {
    const browser = browserFrom('8.8.8.8');
    await browser.refused('sign-in.password', { body: { email: 'mara@example.org', password: 'nothing at all' } });
    const holder = browserFrom('8.8.8.8');
    const key = new SoftwareAuthenticator({ rpId: 'account.skerry.example', origin: ORIGIN });
    await holder.call('sign-up.begin', { email: 'place@example.org' });
    await holder.call('sign-up.confirm', { code: codeIn((await sink.mailTo('place@example.org')).text ?? '') });
    const options = await holder.call('sign-up.key-options', { displayName: 'P' });
    const response = key.register(options);
    await holder.call('sign-up.complete', { with: 'key', displayName: 'P', nickname: 'K', response });
    expect((await holder.call('session.list')).sessions[0]?.place).toEqual({
      countryCode: 'US',
      country: 'United States',
    });
  });

  it('serves no mailbox page', async () => {
    for (const path of ['/dev/mailbox', '/dev/mailbox.json']) expect((await fetch(`${local}${path}`)).status).toBe(404);
  });

  it('says on every answer of every operation, for two years, that it wants TLS', async () => {
    for (const operation of Object.keys(paths) as RoutedOperation[]) {
      const { method, path } = locate(operation);
      const address = `${local}${path.replaceAll(/:\w+/g, 'x')}`;
      const { headers } = await fetch(address, { method, redirect: 'manual', headers: { origin: ORIGIN } });
      expect([operation, headers.get('strict-transport-security')]).toEqual([operation, TWO_YEARS]);
    }
  });

  it.each([
    ['a page', '/sign-in'],
    ['a page that is not there', '/nothing'],
    ['a redirect', '/.well-known/change-password'],
    ['a built file', '/favicon.svg'],
    ['a tile of the log', '/log/tile/0/000'],
    ['the contract', '/openapi.json'],
    ['an address that leads out of the built files', '/assets/..%2fx'],
    ['an address that cannot be decoded', '/%zz'],
  ])('says it on what is no operation too: %s', async (_what, path) => {
    const { headers } = await fetch(`${local}${path}`, { redirect: 'manual' });
    expect(headers.get('strict-transport-security')).toBe(TWO_YEARS);
  });

  it('says it to what cannot be read as a request', async () => {
    const socket = connect(Number(new URL(local).port), '127.0.0.1');
    socket.end('no request at all\r\n\r\n');
    const said = (await socket.setEncoding('utf8').toArray()).join('');
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said).toContain(`strict-transport-security: ${TWO_YEARS}`);
  });

  it('leaves health and metrics without it: those are asked for in the clear, by address', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      const { headers } = await fetch(`${server.managementUrl}${path}`);
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('makes links from its configured address, whatever the Host header says', async () => {
    expect(server.running.setupLink?.startsWith(`${ORIGIN}/setup#`)).toBe(true);
    const wellKnown = await fetch(`${local}/.well-known/webauthn`, { headers: { 'x-forwarded-host': 'evil.example' } });
    expect(await wellKnown.json()).toEqual({ origins: [ORIGIN] });
  });

  it('does not start without an https address, secrets and mail, and names each', async () => {
    const bare = await ServerProcess.prepare({
      HOLDFAST_MODE: 'production',
      HOLDFAST_PUBLIC_URL: 'http://account.skerry.example',
    });
    await expect(bare.start()).rejects.toThrow(/ended with 78/);
    for (const name of ['HOLDFAST_PUBLIC_URL', 'HOLDFAST_SECRETS', 'HOLDFAST_SMTP_URL', 'HOLDFAST_MAIL_FROM']) {
      expect(bare.output).toContain(name);
    }
    await bare.dispose();
  });
});

describe('mail that cannot be delivered now', () => {
  it('is delivered when the mail server is back, once', async () => {
    const address = Number(new URL(sink.url).port);
    await sink.close();
    await browserFrom('198.51.100.4').call('sign-up.begin', { email: 'later@example.org' });
    const metrics = async (): Promise<string> => (await fetch(`${server.managementUrl}/metrics`)).text();
    expect(await metrics()).toMatch(/outbox_pending 1\b/);
    sink = await startSmtpSink(address);
    for (let tries = 0; tries < 40 && sink.mails.length === 0; tries++) {
      server.clock.advance(10_000);
      await new Promise((turn) => setTimeout(turn, 250));
    }
    expect(sink.mails.map((mail) => mail.to?.[0]?.address)).toEqual(['later@example.org']);
    expect(await metrics()).toMatch(/outbox_pending 0\b/);
  });
});
