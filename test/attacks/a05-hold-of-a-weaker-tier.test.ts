// Story A.5: what a thief (T) asked for with a password and a code must not happen to an account that the holder (H) has
// protected since. Turning protection on stops every waiting change, and tells of each.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { enrol, signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { codeIn, personWithPassword, platformKey, roamingKey, signIn } from '../support/people.ts';

const DAY_MS = 24 * 3_600_000;

describeOnBothServers('a change that waits since before protection', (running) => {
  it('a deletion asked for with password and code does not erase the protected account', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'deletion@example.org');
    const thief = await signInWithPassword(server, holder);
    await thief.call('account.delete', { understood: true });
    server.clock.advance(12 * DAY_MS);
    const key = roamingKey(server);
    const browser = await signInWithPassword(server, holder);
    await enrol(browser, [key, platformKey(server)]);
    await server.mailTo(holder.email, /deletion of your .*account was stopped/);
    expect((await browser.call('account.read')).holds).toEqual([]);
    server.clock.advance(30 * DAY_MS);
    const later = await signIn(server, key);
    expect(await later.call('account.read')).toMatchObject({ tier: 'advanced', holds: [] });
  });

  it('another address asked for with password and code does not become the account’s', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'address@example.org');
    const thief = await signInWithPassword(server, holder);
    await thief.call('email.change', { email: 'mine@example.org' });
    const { text } = await server.mailTo('mine@example.org', /\b\d{6}\b/);
    await thief.call('email.confirm', { code: codeIn(text) });
    const key = roamingKey(server);
    await enrol(await signInWithPassword(server, holder), [key, platformKey(server)]);
    await server.mailTo(holder.email, /address of your .*account stays as it is/);
    server.clock.advance(4 * DAY_MS);
    const later = await signIn(server, key, new BrowserLike(server.url));
    expect((await later.call('account.read')).email).toBe(holder.email);
  });
});
