// A standard account over HTTP: backup codes at sign-in, and back by a link in a mail, by its holder alone.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { PASSWORD, personWithKey, personWithPassword, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const LINK = /\/recover\/link#(hfl_[\w-]+)/;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function linkTo(email: string, browser: BrowserLike): Promise<string> {
  await browser.call('recovery-link.begin', { email });
  const mail = await server.mailTo(email, LINK);
  return LINK.exec(mail.text)?.[1] ?? '';
}

it('a holder without a key gets a new one in the browser that asked, and all others are out', async () => {
  const email = 'lost-key@example.org';
  const { browser: before } = await personWithKey(server, email);
  const browser = new BrowserLike(server.url);
  const link = await linkTo(email, browser);
  const thief = new BrowserLike(server.url);
  await thief.call('recovery-link.begin', { email: 'thief@example.org' });
  expect((await thief.refused('recovery-link.open', { body: { link } })).code).toBe('link.refused');
  const opened = await browser.call('recovery-link.open', { link });
  expect(opened).toMatchObject({ account: 'l•••@example.org', second: [], proved: true, ways: ['key'] });
  const key = roamingKey(server);
  const response = key.register(await browser.call('recovery-link.key-options', {}));
  const body = { with: 'key', nickname: 'New key', response } as const;
  expect(await browser.call('recovery-link.complete', body)).toMatchObject({ next: 'overview' });
  const names = (await browser.call('credential.list')).credentials.map(({ nickname }) => nickname);
  expect(names.sort()).toEqual(['Desk key', 'New key']);
  expect((await before.refused('session.read')).code).toBe('session.required');
  await server.mailTo(email, /came back to .* by e-mail|with a new key by e-mail/);
  await signIn(server, key);
});

it('whoever only reads the mail of an account with a second factor does not get in', async () => {
  const email = 'two-factors@example.org';
  await personWithPassword(server, email);
  const thief = new BrowserLike(server.url);
  const link = await linkTo(email, thief);
  expect(await thief.call('recovery-link.open', { link })).toMatchObject({ second: ['totp'], proved: false });
  expect((await thief.refused('recovery-link.key-options', { body: {} })).code).toBe('flow.gone');
  const set = { with: 'password', password: 'eleven grey seals sleep on the skerry' };
  expect((await thief.refused('recovery-link.complete', { body: set })).code).toBe('flow.gone');
  for (let guess = 0; guess < 5; guess++) {
    const body = { with: 'totp', code: '000000' };
    expect((await thief.refused('recovery-link.prove', { body })).code).toBe('sign-in.refused');
  }
  const body = { with: 'totp', code: '000000' };
  expect((await thief.refused('recovery-link.prove', { body })).code).toBe('flow.gone');
});

it('backup codes stand in for the app, at sign-in and behind a link, each of them once', async () => {
  const email = 'codes@example.org';
  const { browser } = await personWithPassword(server, email);
  const { codes } = await browser.call('backup-code.make', {});
  const [first = '', second = ''] = codes;
  const again = new BrowserLike(server.url);
  const signingIn = await again.call('sign-in.password', { email, password: PASSWORD });
  expect(signingIn.second).toEqual(['totp', 'backup-code']);
  await again.call('sign-in.second-backup-code', { code: first });
  expect((await again.call('account.read')).backupCodes).toMatchObject({ left: 9, nag: null });
  await server.mailTo(email, /with a backup code/);
  const reuse = new BrowserLike(server.url);
  await reuse.call('sign-in.password', { email, password: PASSWORD });
  expect((await reuse.refused('sign-in.second-backup-code', { body: { code: first } })).code).toBe('sign-in.refused');
  const lost = new BrowserLike(server.url);
  await lost.call('recovery-link.open', { link: await linkTo(email, lost) });
  await lost.call('recovery-link.prove', { with: 'backup-code', code: second });
  const password = 'eleven grey seals sleep on the skerry';
  await lost.call('recovery-link.complete', { with: 'password', password });
  expect((await lost.call('account.read')).backupCodes).toMatchObject({ left: 8 });
  const old = await new BrowserLike(server.url).refused('sign-in.password', { body: { email, password: PASSWORD } });
  expect(old.code).toBe('sign-in.refused');
});

it('unknown and protected addresses get the same answer, and only the latter’s alert is sent', async () => {
  const email = 'shielded-link@example.org';
  await protectedPerson(server, email);
  for (const address of [email, 'no-such-person@example.org']) {
    const browser = new BrowserLike(server.url);
    const { expiresAt } = await browser.call('recovery-link.begin', { email: address });
    expect(expiresAt - server.clock.now()).toBe(15 * 60_000);
    expect(browser.cookies.has('holdfast-flow')).toBe(true);
  }
  await server.mailTo(email, /asked for an e-mail recovery/);
  expect((await server.mails()).filter(({ text }) => LINK.test(text)).map(({ to }) => to)).not.toContain(email);
});
