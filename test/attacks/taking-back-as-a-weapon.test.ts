// A thief (T) reads the mailbox, and uses the way to take an enrolment back as a weapon: with a key or app of T's own that the
// holder (H) had shut out, replaced or ended; or over T's own enrolment, to end what is H's at once.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { commit, enrol, followTakeBack, nextCode, prepare, signInWithPassword } from '../support/enrolling.ts';
import { comesWith, followRecoveryLink, giveSecondKey, keyNamed, stolenSession, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import {
  addKey,
  codeIn,
  PASSWORD,
  personWithKey,
  personWithPassword,
  platformKey,
  roamingKey,
  signIn,
  totpCode,
} from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

const DAY_MS = 86_400_000;

/** The mailbox alone registers a key of T's. */
async function plant(server: TestServer, email: string): Promise<SoftwareAuthenticator> {
  const thief = await followRecoveryLink(server, email);
  const planted = roamingKey(server);
  const response = planted.register(await thief.call('recovery-link.key-options', {}));
  await thief.call('recovery-link.complete', { with: 'key', nickname: 'Planted', response });
  return planted;
}

async function takeBackWith(server: TestServer, email: string, key: SoftwareAuthenticator): Promise<number> {
  const browser = await followTakeBack(server, email);
  // Whatever keys are named: a thief's browser asks its own.
  const options = await browser.call('take-back.key-options', {});
  const response = key.assert({ ...options, allowCredentials: [] });
  return (await browser.send('enrolment.take-back', { body: { with: 'key', response } })).status;
}

describeOnBothServers('taking back as a weapon', (running) => {
  const withTwoKeys = async (email: string) => {
    const server = running();
    const holder = await personWithKey(server, email);
    await addKey(holder.browser, holder.laptop, 'Laptop');
    server.clock.advance(20 * DAY_MS);
    return { server, holder, planted: await plant(server, email) };
  };
  const tierOf = async (server: TestServer, key: SoftwareAuthenticator) =>
    (await (await signIn(server, key)).call('account.read')).tier;

  it.each([0, 15])(
    'a key planted by the mailbox and shut out at once takes nothing back %i days later',
    async (days) => {
      const { server, holder, planted } = await withTwoKeys(`planted-${days}@example.org`);
      const first = await signIn(server, holder.deskKey);
      await first.call('credential.suspend', {}, { credentialId: (await keyNamed(first, 'Planted')).id });
      server.clock.advance(days * DAY_MS);
      const home = await signIn(server, holder.deskKey);
      await prepare(home);
      // The laptop, trusted as well, could take it back.
      expect((await commit(home, holder.deskKey)).settlesAt).not.toBeNull();
      expect(await takeBackWith(server, holder.email, planted)).not.toBe(200);
      expect(await tierOf(server, holder.laptop)).toBe('advanced');
      expect(await tryKey(server, planted)).toBe('credential.suspended');
    },
  );

  it('a planted key that two keys have ended takes nothing back', async () => {
    const { server, holder, planted } = await withTwoKeys('ended@example.org');
    const home = await signIn(server, holder.deskKey);
    await giveSecondKey(home, holder.laptop);
    await home.call('credential.remove', undefined, { credentialId: (await keyNamed(home, 'Planted')).id });
    server.clock.advance(4 * DAY_MS);
    const again = await signIn(server, holder.deskKey);
    await prepare(again);
    expect((await again.call('credential.list')).credentials.map(({ nickname }) => nickname)).not.toContain('Planted');
    expect((await commit(again, holder.deskKey)).settlesAt).not.toBeNull();
    expect(await takeBackWith(server, holder.email, planted)).not.toBe(200);
    expect(await tierOf(server, holder.laptop)).toBe('advanced');
  });

  it('whoever turns protection on with a stolen key ends no other by taking that back with it', async () => {
    const server = running();
    const holder = await personWithKey(server, 'launders@example.org');
    const own = roamingKey(server);
    server.clock.advance(DAY_MS);
    await addKey(await signIn(server, holder.deskKey), own, 'Own');
    server.clock.advance(20 * DAY_MS);
    const thief = await signIn(server, holder.deskKey);
    await prepare(thief);
    await addKey(thief, platformKey(server), 'Rogue');
    expect((await commit(thief, holder.deskKey)).settlesAt).not.toBeNull();
    expect(await takeBackWith(server, holder.email, holder.deskKey)).not.toBe(200);
    // H takes it back, and the stolen key does not come first.
    expect(await takeBackWith(server, holder.email, own)).toBe(200);
    expect(await tryKey(server, own)).toBeNull();
  });

  it('a stolen older key, shut out by H, suspends H’s keys and ends none: they come back', async () => {
    const server = running();
    const holder = await personWithKey(server, 'older-stolen@example.org');
    const own = roamingKey(server);
    server.clock.advance(DAY_MS);
    await addKey(await signIn(server, holder.deskKey), own, 'Own');
    server.clock.advance(20 * DAY_MS);
    const home = await signIn(server, own);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Desk key')).id });
    await prepare(home);
    await addKey(home, platformKey(server), 'Next');
    await commit(home, own);
    expect(await takeBackWith(server, holder.email, holder.deskKey)).toBe(200);
    expect(await tryKey(server, own)).toBe('credential.suspended');
    const back = await followRecoveryLink(server, holder.email);
    await back.call('credential.come-back', { with: 'link', response: await comesWith(back, own) });
    await back.call('credential.suspend', {}, { credentialId: (await keyNamed(back, 'Desk key')).id });
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
  });

  it('a key that H shut out sixty days ago takes nothing back', async () => {
    const server = running();
    const holder = await personWithKey(server, 'long-ago@example.org');
    server.clock.advance(DAY_MS);
    const own = roamingKey(server);
    await addKey(await signIn(server, holder.deskKey), own, 'Own');
    server.clock.advance(20 * DAY_MS);
    const first = await signIn(server, own);
    await first.call('credential.suspend', {}, { credentialId: (await keyNamed(first, 'Desk key')).id });
    server.clock.advance(60 * DAY_MS);
    const home = await signIn(server, own);
    await prepare(home);
    await addKey(home, platformKey(server), 'Next');
    // Nothing else could take it back.
    expect((await commit(home, own)).settlesAt).toBeNull();
  });

  it('a young second factor that T removes a minute before takes T’s enrolment back', async () => {
    const server = running();
    const holder = await personWithKey(server, 'young-app@example.org');
    server.clock.advance(20 * DAY_MS);
    const home = await signIn(server, holder.deskKey);
    await home.call('password.set', { password: PASSWORD });
    const { secret } = await home.call('totp.begin', {});
    await home.call('totp.confirm', { code: totpCode(server, secret) });
    server.clock.advance(DAY_MS);
    const thief = await signIn(server, holder.deskKey);
    await thief.call('password.remove');
    await thief.call('totp.remove');
    server.clock.advance(60_000);
    await prepare(thief);
    await addKey(thief, platformKey(server), 'Rogue');
    expect((await commit(thief, holder.deskKey)).settlesAt).not.toBeNull();
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, secret) });
    const back = await signInWithPassword(server, { email: holder.email, totpSecret: secret });
    expect((await back.send('session.read')).status).toBe(200);
  });

  it('whoever moved the address and turns protection on leaves the old mailbox its way back', async () => {
    const server = running();
    const [email, theirs] = ['moved-from@example.org', 'moved-to@example.net'];
    const holder = await personWithPassword(server, email);
    server.clock.advance(20 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    await thief.call('email.change', { email: theirs });
    const { text } = await server.mailTo(theirs, /\b\d{6}\b/);
    await thief.call('email.confirm', { code: codeIn(text) });
    server.clock.advance(3 * DAY_MS + 60_000);
    const again = await signInWithPassword(server, holder);
    const hold = (await again.call('hold.list')).holds.find(({ kind }) => kind === 'email.change');
    await again.call('hold.finish', {}, { holdId: hold?.id ?? '' });
    server.clock.advance(DAY_MS + 3_600_000);
    await enrol(await signInWithPassword(server, { email: theirs, totpSecret: holder.totpSecret }), [
      roamingKey(server),
      platformKey(server),
    ]);
    const browser = await followTakeBack(server, email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
    const home = await signInWithPassword(server, holder);
    expect(await home.call('account.read')).toMatchObject({ tier: 'standard', email });
  });

  it('an app that T set for minutes takes T’s own enrolment back, and makes nobody forget H’s', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'forgotten@example.org');
    server.clock.advance(20 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    const { secret } = await thief.call('totp.begin', {});
    await thief.call('totp.confirm', { code: totpCode(server, secret) });
    server.clock.advance(60_000);
    await enrol(thief, [roamingKey(server), platformKey(server)]);
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, secret) });
    server.clock.advance(60_000);
    const { text } = await server.mailTo(holder.email, /uthenticator[\s\S]*not-me#/);
    await new BrowserLike(server.url).call('alert.lock', { link: /\/not-me#(\S+)/.exec(text)?.[1] ?? '' });
    // As it would be, had T not turned protection on at all.
    expect((await (await signInWithPassword(server, holder)).send('session.read')).status).toBe(200);
    const rogue = signInWithPassword(server, { email: holder.email, totpSecret: secret });
    await expect(rogue).rejects.toThrow();
  });

  it('an app that H replaced within minutes takes H’s enrolment back no more', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'ten-minutes@example.org');
    const { codes } = await holder.browser.call('backup-code.make', {});
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signInWithPassword(server, holder));
    const { secret: thiefs } = await thief.call('totp.begin', {});
    await thief.call('totp.confirm', { code: totpCode(server, thiefs) });
    server.clock.advance(10 * 60_000);
    const home = new BrowserLike(server.url);
    await home.call('sign-in.password', { email: holder.email, password: PASSWORD });
    await home.call('sign-in.second-backup-code', { code: codes[0] ?? '' });
    const { secret: own } = await home.call('totp.begin', {});
    await home.call('totp.confirm', { code: totpCode(server, own) });
    const keys = [roamingKey(server), platformKey(server)] as const;
    server.clock.advance(60_000);
    await enrol(home, keys);
    const browser = await followTakeBack(server, holder.email);
    const tried = await browser.send('enrolment.take-back', { body: { with: 'totp', code: nextCode(server, thiefs) } });
    expect(tried.status).not.toBe(200);
    for (const key of keys) expect(await tryKey(server, key)).toBeNull();
    // H's own of before, replaced by T, still does.
    const back = await browser.send('enrolment.take-back', {
      body: { with: 'totp', code: nextCode(server, holder.totpSecret) },
    });
    expect(back.status).toBe(200);
  });
});
