// A thief (T) phished password and code once: adds a key, sets another app, removes the password. The holder (H) locks from the
// mailbox and comes back with what was replaced: it is the account's own again, and nothing that T had set lifts a later freeze.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { signInWithPassword } from '../support/enrolling.ts';
import { keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, PASSWORD, personWithPassword, roamingKey, signIn, totpCode } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const THIEFS = 'what the thief would have it be';

const buttonIn = async (server: TestServer, email: string, match: RegExp) =>
  /\/not-me#(\S+)/.exec((await server.mailTo(email, match)).text)?.[1] ?? '';

describeOnBothServers('factors that a thief replaced', (running) => {
  const phished = async (email: string) => {
    const server = running();
    const holder = await personWithPassword(server, email);
    server.clock.advance(20 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    const setApp = async (browser: BrowserLike) => {
      const { secret } = await browser.call('totp.begin', {});
      await browser.call('totp.confirm', { code: totpCode(server, secret) });
      return secret;
    };
    return { server, holder, thief, setApp };
  };

  it('are H’s again with rights: T’s key is suspended, does not grow trusted, and ends', async () => {
    const { server, holder, thief, setApp } = await phished('planted-key@example.org');
    const rogue = roamingKey(server);
    await addKey(thief, rogue, 'Rogue');
    await setApp(thief);
    await thief.call('password.remove');
    const link = await buttonIn(server, holder.email, /[Pp]assword/);
    await new BrowserLike(server.url).call('alert.lock', { link });
    const home = await signInWithPassword(server, holder);
    await server.mailTo(holder.email, /with an earlier password or app/);
    const { id } = await keyNamed(home, 'Rogue');
    await home.call('credential.suspend', {}, { credentialId: id });
    await home.call('credential.remove', undefined, { credentialId: id });
    server.clock.advance(14 * DAY_MS);
    expect(await tryKey(server, rogue)).not.toBeNull();
    expect(await signIn(server, rogue).catch(() => null)).toBeNull();
    await signInWithPassword(server, holder);
  });

  it('lift no later freeze, once H has lifted one with what was there before', async () => {
    const { server, holder, thief, setApp } = await phished('later-freeze@example.org');
    const thiefsApp = await setApp(thief);
    await thief.call('password.set', { password: THIEFS });
    server.clock.advance(2 * HOUR_MS);
    const link = await buttonIn(server, holder.email, /[Pp]assword/);
    await new BrowserLike(server.url).call('alert.lock', { link });
    const home = await signInWithPassword(server, holder);
    const own = await setApp(home);
    await home.call('password.set', { password: `${PASSWORD} anew` });
    server.clock.advance(2 * HOUR_MS);
    await new BrowserLike(server.url).call('alert.disown', { link });
    const body = { email: holder.email, password: THIEFS };
    expect((await new BrowserLike(server.url).refused('sign-in.password', { body })).code).toBe('sign-in.refused');
    server.clock.advance(30_000);
    const beside = new BrowserLike(server.url);
    await beside.call('sign-in.password', { email: holder.email, password: `${PASSWORD} anew` });
    const code = { body: { code: totpCode(server, thiefsApp) } };
    expect((await beside.refused('sign-in.second-totp', code)).code).toBe('sign-in.refused');
    await signInWithPassword(server, { email: holder.email, totpSecret: own }, `${PASSWORD} anew`);
  });
});
