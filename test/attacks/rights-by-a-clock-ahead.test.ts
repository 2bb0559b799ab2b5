// A thief (T) planted a key minutes ago, and the server's clock jumps ahead. By a clock in doubt no key gets rights by its age,
// no suspension is over, and no freeze ends: T is as far as before.

import { expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { commit, followTakeBack, nextCode, prepare, signInWithPassword } from '../support/enrolling.ts';
import { comesWith, followRecoveryLink, giveSecondKey, keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithKey, personWithPassword, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { disownToken } from '../support/recovery-steps.ts';
import type { TestServer } from '../support/running-server.ts';

const DAY_MS = 86_400_000;
const SAFARI = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15';

/** A server of its own for each: the clock stays in doubt. */
const ahead = (title: string, tell: (server: TestServer) => Promise<void>): void =>
  describeOnBothServers('a clock that is ahead', (running) => {
    it(title, () => tell(running()));
  });

const planted = async (server: TestServer, email: string) => {
  const holder = await protectedPerson(server, email);
  const key = roamingKey(server);
  await addKey(holder.browser, key, 'Planted');
  return { holder, key };
};
const press = async (server: TestServer, email: string, match: RegExp) => {
  await allDelivered(server);
  const link = await disownToken(server, email, match);
  return new BrowserLike(server.url).call('alert.disown', { link });
};

ahead('leaves a planted key as new as it was', async (server) => {
  const { holder, key } = await planted(server, 'ahead@example.org');
  server.clock.jump(15 * DAY_MS);
  const thief = await signIn(server, key);
  for (const name of ['Desk key', 'Laptop']) {
    const params = { credentialId: (await keyNamed(thief, name)).id };
    expect((await thief.refused('credential.suspend', { body: {}, params })).code).toBe('credential.not-trusted');
  }
  // The holder's keys are trusted otherwise than by their age.
  const home = await signIn(server, holder.deskKey);
  await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Planted')).id });
});

ahead('makes no key that was shut out while it was new one that was trusted', async (server) => {
  const email = 'ahead-shut-out@example.org';
  const holder = await personWithKey(server, email);
  await addKey(holder.browser, holder.laptop, 'Laptop');
  server.clock.advance(20 * DAY_MS);
  const key = roamingKey(server);
  await addKey(await signIn(server, holder.deskKey), key, 'Planted');
  await press(server, email, /Planted[\s\S]*not-me#/);
  server.clock.jump(15 * DAY_MS);
  const home = await signIn(server, holder.laptop);
  await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Planted')).id });
  server.clock.jump(-15 * DAY_MS);
  const thief = await followRecoveryLink(server, email);
  const response = await comesWith(thief, key);
  const refused = await thief.refused('credential.come-back', { body: { with: 'link', response } });
  expect(refused.code).toBe('credential.not-trusted');
});

ahead('makes no enrolment final: what was removed a minute before takes it back', async (server) => {
  const holder = await personWithPassword(server, 'ahead-enrols@example.org');
  const stolen = roamingKey(server);
  await addKey(await signInWithPassword(server, holder), stolen, 'Stolen');
  server.clock.advance(20 * DAY_MS);
  const thief = await signIn(server, stolen);
  await thief.call('password.remove');
  await thief.call('totp.remove');
  server.clock.jump(15 * DAY_MS);
  const again = await signIn(server, stolen);
  await again.call('enrolment.begin', {});
  await addKey(again, roamingKey(server), 'Rogue');
  await prepare(again);
  expect(await again.call('enrolment.read')).toMatchObject({ settles: true });
  expect((await commit(again, stolen)).settlesAt).not.toBeNull();
  // Nothing is over while the clock is ahead, however far.
  server.clock.jump(4 * DAY_MS);
  const browser = await followTakeBack(server, holder.email);
  await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
  expect((await (await signInWithPassword(server, holder)).call('account.read')).tier).toBe('standard');
});

ahead('lets a planted key stop nothing that two proofs began', async (server) => {
  const { holder, key } = await planted(server, 'ahead-stops@example.org');
  const home = await signIn(server, holder.deskKey);
  await giveSecondKey(home, holder.laptop);
  const { hold } = await home.call('protection.leave', {});
  server.clock.jump(15 * DAY_MS);
  const thief = await signIn(server, key);
  const asked = { body: {}, params: { holdId: hold?.id ?? '' } };
  expect((await thief.refused('hold.veto', asked)).code).toBe('credential.not-trusted');
});

ahead('lets no planted key that a link suspended come back by its own touch', async (server) => {
  const { holder, key } = await planted(server, 'ahead-touch@example.org');
  await press(server, holder.email, /Planted[\s\S]*not-me#/);
  expect(await tryKey(server, key)).toBe('credential.suspended');
  server.clock.jump(15 * DAY_MS);
  const browser = new BrowserLike(server.url);
  const body = { with: 'nothing', response: await comesWith(browser, key) } as const;
  expect((await browser.refused('credential.come-back', { body })).code).toBe('credential.suspended');
});

ahead('leaves H’s one trusted key the last way in: no link suspends it', async (server) => {
  const { email, deskKey, browser } = await personWithKey(server, 'ahead-last@example.org');
  await addKey(browser, roamingKey(server), 'Planted');
  server.clock.jump(15 * DAY_MS);
  await signIn(server, deskKey, new BrowserLike(server.url, { 'user-agent': SAFARI }));
  expect((await press(server, email, /Safari[\s\S]*not-me#/)).key).toMatchObject({ became: 'end-sessions' });
  expect(await tryKey(server, deskKey)).toBeNull();
});

ahead('ends no freeze of a standard account: the password opens nothing before its week', async (server) => {
  const holder = await personWithPassword(server, 'ahead-frozen@example.org');
  await addKey(await signInWithPassword(server, holder), roamingKey(server), 'Own key');
  server.clock.advance(20 * DAY_MS);
  await signInWithPassword(server, holder);
  await allDelivered(server);
  const link = await disownToken(server, holder.email, /not-me#/);
  await new BrowserLike(server.url).call('alert.lock', { link });
  await expect(signInWithPassword(server, holder)).rejects.toThrow('sign-in.second-totp answered 401');
  server.clock.jump(8 * DAY_MS);
  await expect(signInWithPassword(server, holder)).rejects.toThrow('sign-in.second-totp answered 401');
});
