// A holder (H) of a standard account has lost the authenticator app and sets another with mailbox and password. A thief (T)
// reads the mailbox and nothing else.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { PASSWORD, type PersonWithPassword, personWithPassword, totpCode } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnBothServers('another authenticator app, by mailbox and password', (running) => {
  const begin = async (server: TestServer, { email }: PersonWithPassword) => {
    const browser = new BrowserLike(server.url);
    await browser.call('recovery-link.begin', { email });
    const mail = await server.mailTo(email, /\/recover\/link#hfl_/);
    await browser.call('recovery-link.open', { link: /\/recover\/link#(hfl_[\w-]+)/.exec(mail.text)?.[1] ?? '' });
    const { secret } = await browser.call('recovery-link.make-totp', { password: PASSWORD });
    await browser.call('recovery-link.replace-totp', { code: totpCode(server, secret) });
    const alert = await server.mailTo(email, /another authenticator app/);
    expect(alert.text).toContain('No link stops it');
    return { secret, link: /\/not-me#(\S+)/.exec(alert.text)?.[1] ?? '' };
  };
  const waits = async (browser: BrowserLike) =>
    (await browser.call('hold.list')).holds.filter(({ state }) => state === 'waiting' || state === 'ripe');

  it('is set after three days, though T presses “This wasn’t me” and Lock in the mail', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'lost@example.org');
    server.clock.advance(20 * DAY_MS);
    const { secret, link } = await begin(server, holder);
    server.clock.advance(HOUR_MS);
    const thief = new BrowserLike(server.url);
    expect(await thief.call('alert.disown', { link })).toMatchObject({ holdsStopped: 0 });
    expect(await thief.call('alert.lock', { link })).toMatchObject({ holdsStopped: 0 });
    server.clock.advance(3 * DAY_MS);
    await server.mailTo(holder.email, /Another authenticator app was set/);
    const home = await signInWithPassword(server, { ...holder, totpSecret: secret });
    expect((await home.call('session.read')).email).toBe(holder.email);
  });

  it('is stopped by a sign-in with the app that was not lost, or by proving it anew in a session', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'not-lost@example.org');
    server.clock.advance(20 * DAY_MS);
    const open = await signInWithPassword(server, holder);
    server.clock.advance(HOUR_MS / 2);
    await begin(server, holder);
    const [hold] = await waits(open);
    expect(hold).toMatchObject({ kind: 'totp.replace', stoppedBy: 'second-factor' });
    const params = { holdId: hold?.id ?? '' };
    expect((await open.refused('hold.veto', { body: {}, params })).code).toBe('session.step-up-required');
    await signInWithPassword(server, holder);
    expect(await waits(open)).toEqual([]);
  });
});
