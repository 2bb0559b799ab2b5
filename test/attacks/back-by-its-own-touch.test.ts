// A thief (T) planted a key, and a link suspended it. It must not come back by its own touch after a week in which the holder
// (H) was there, with a password and an app or with another key, or shut it out again from inside.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { signInWithPassword } from '../support/enrolling.ts';
import { comesWith, keyNamed, stolenSession, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithKey, personWithPassword, roamingKey, signIn } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

const DAY_MS = 86_400_000;

const press = async (server: TestServer, email: string, match: RegExp) => {
  const link = /\/not-me#(\S+)/.exec((await server.mailTo(email, match)).text)?.[1] ?? '';
  await new BrowserLike(server.url).call('alert.disown', { link });
};
const ownTouch = async (server: TestServer, key: SoftwareAuthenticator) => {
  const browser = new BrowserLike(server.url);
  const body = { with: 'nothing', response: await comesWith(browser, key) };
  return browser.send('credential.come-back', { body });
};

describeOnBothServers('a planted key that a link suspended', (running) => {
  it('stays so where H signs in with password and app all the time', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'there@example.org');
    server.clock.advance(20 * DAY_MS);
    const planted = roamingKey(server);
    await addKey(await signInWithPassword(server, holder), planted, 'Planted');
    await press(server, holder.email, /Planted[\s\S]*not-me#/);
    await signInWithPassword(server, holder);
    server.clock.advance(8 * DAY_MS);
    expect((await ownTouch(server, planted)).status).not.toBe(200);
    expect(await tryKey(server, planted)).toBe('credential.suspended');
    // Whoever has password and app brings it back.
    const home = await signInWithPassword(server, holder);
    const { id } = await keyNamed(home, 'Planted');
    await home.call('credential.bring-back', {}, { credentialId: id });
    expect(await tryKey(server, planted)).toBeNull();
  });

  it('stays so where H’s key suspended it again, though H is away afterwards', async () => {
    const server = running();
    const { email, deskKey } = await personWithKey(server, 'again@example.org');
    server.clock.advance(20 * DAY_MS);
    const planted = roamingKey(server);
    await addKey(await signIn(server, deskKey), planted, 'Planted');
    await press(server, email, /Planted[\s\S]*not-me#/);
    const home = await signIn(server, deskKey);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Planted')).id });
    server.clock.advance(8 * DAY_MS);
    expect((await ownTouch(server, planted)).status).not.toBe(200);
  });

  it('that does come back, because nobody was there, is suspended by a link again', async () => {
    const server = running();
    const { email, deskKey } = await personWithKey(server, 'away@example.org');
    server.clock.advance(20 * DAY_MS);
    const planted = roamingKey(server);
    await addKey(await signIn(server, deskKey), planted, 'Planted');
    server.clock.advance(1000);
    await press(server, email, /Planted[\s\S]*not-me#/);
    server.clock.advance(8 * DAY_MS);
    expect((await ownTouch(server, planted)).status).toBe(200);
    await press(server, email, /came back[\s\S]*not-me#/);
    expect(await tryKey(server, planted)).toBe('credential.suspended');
  });

  it('unlike H’s own new key, which a stolen session locked out: that comes back after a week', async () => {
    const server = running();
    const { email, deskKey } = await personWithKey(server, 'locked-by-itself@example.org');
    server.clock.advance(20 * DAY_MS);
    // H loses the desk key a day after adding another.
    const fresh = roamingKey(server);
    await addKey(await signIn(server, deskKey), fresh, 'Fresh');
    server.clock.advance(DAY_MS);
    const thief = stolenSession(server, await signIn(server, fresh));
    await thief.call('account.lock', {});
    expect(await tryKey(server, fresh)).toBe('credential.suspended');
    await server.mailTo(email, /was locked/);
    server.clock.advance(7 * DAY_MS);
    expect((await ownTouch(server, fresh)).status).toBe(200);
    expect(await tryKey(server, fresh)).toBeNull();
  });
});
