// One press of a link must not keep a holder (H) of a standard account out for good: H's only trusted key is lost, or the key
// that a thief (T) planted is suspended and still registered.

import { expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import {
  addKey,
  PASSWORD,
  type PersonWithPassword,
  personWithKey,
  personWithPassword,
  roamingKey,
  signIn,
  totpCode,
} from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';

const DAY_MS = 86_400_000;
const SAFARI = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15';

const lockFrom = async (server: TestServer, email: string, match: RegExp) => {
  const link = /\/not-me#(\S+)/.exec((await server.mailTo(email, match)).text)?.[1] ?? '';
  await new BrowserLike(server.url).call('alert.lock', { link });
};
const askLink = async (server: TestServer, email: string) => {
  const browser = new BrowserLike(server.url);
  await browser.call('recovery-link.begin', { email });
  return browser;
};
const followLink = async (server: TestServer, email: string, browser: BrowserLike) => {
  const link = /\/recover\/link#(hfl_[\w-]+)/.exec((await server.mailTo(email, /\/recover\/link#/)).text)?.[1] ?? '';
  return browser.call('recovery-link.open', { link });
};

/** The holder signs in with password and app, in another browser. @returns the status of the answer */
async function tries(server: TestServer, { email, totpSecret }: PersonWithPassword): Promise<number> {
  server.clock.advance(30_000);
  const browser = new BrowserLike(server.url, { 'user-agent': SAFARI });
  await browser.call('sign-in.password', { email, password: PASSWORD });
  return (await browser.send('sign-in.second-totp', { body: { code: totpCode(server, totpSecret) } })).status;
}

describeOnBothServers('a freeze', (running) => {
  it('made while the only trusted key is lost lets password and app in after a week', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'lost-key@example.org');
    await addKey(await signInWithPassword(server, holder), roamingKey(server), 'Lost key');
    server.clock.advance(20 * DAY_MS);
    expect(await tries(server, holder)).toBe(200);
    await lockFrom(server, holder.email, /Safari[\s\S]*not-me#/);
    server.clock.advance(6 * DAY_MS);
    expect(await tries(server, holder)).not.toBe(200);
    server.clock.advance(DAY_MS);
    expect(await tries(server, holder)).toBe(200);
  });

  it('that a bot makes anew every day ends after its week, and begins again after thirty days', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'frozen-daily@example.org');
    await addKey(await signInWithPassword(server, holder), roamingKey(server), 'Lost key');
    server.clock.advance(20 * DAY_MS);
    expect(await tries(server, holder)).toBe(200);
    const comesIn: number[] = [];
    for (let day = 1; day <= 32; day++) {
      await allDelivered(server);
      await lockFrom(server, holder.email, /not-me#/);
      server.clock.advance(DAY_MS);
      if ((await tries(server, holder)) === 200) comesIn.push(day);
    }
    expect(comesIn).toEqual(Array.from({ length: 24 }, (_, index) => index + 7));
  });

  it('of an account that is only a lost key ends for its recovery link after a week', async () => {
    const server = running();
    const { email, deskKey } = await personWithKey(server, 'only-key@example.org');
    server.clock.advance(20 * DAY_MS);
    await signIn(server, deskKey, new BrowserLike(server.url, { 'user-agent': SAFARI }));
    await lockFrom(server, email, /Safari[\s\S]*not-me#/);
    server.clock.advance(7 * DAY_MS);
    expect(await followLink(server, email, await askLink(server, email))).toMatchObject({ ways: ['key'] });
  });

  it('that suspended T’s planted key leaves H the recovery link', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'planted@example.org');
    server.clock.advance(20 * DAY_MS);
    await addKey(await signInWithPassword(server, holder), roamingKey(server), 'Planted');
    await lockFrom(server, holder.email, /Planted[\s\S]*not-me#/);
    const home = await askLink(server, holder.email);
    expect(await followLink(server, holder.email, home)).toMatchObject({ second: ['totp'] });
  });
});
