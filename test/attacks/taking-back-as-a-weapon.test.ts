// A thief (T) reads the mailbox, and uses the way to take an enrolment back as a weapon: with a key or app of T's own that the
// holder (H) had shut out, replaced or ended; or over T's own enrolment, to end what is H's at once.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import {
  appOfTenMinutes,
  commit,
  enrol,
  followTakeBack,
  nextCode,
  prepare,
  signInWithPassword,
} from '../support/enrolling.ts';
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

const suspendedKeys = async (browser: BrowserLike) =>
  (await browser.call('credential.list')).credentials
    .filter(({ stage }) => stage === 'suspended')
    .map(({ id }) => ({ credentialId: id }));

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

  it('a young second factor that T removed a minute before undoes T’s enrolment', async () => {
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
    const rogue = platformKey(server);
    await addKey(thief, rogue, 'Rogue');
    expect((await commit(thief, holder.deskKey)).settlesAt).not.toBeNull();
    const browser = await followTakeBack(server, holder.email);
    const taken = await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, secret) });
    expect(taken).toMatchObject({ keysEnded: 0, keysSuspended: 1 });
    expect(await tryKey(server, rogue)).toBe('credential.suspended');
    // The app does not open the account itself; the mailbox does.
    const link = await followRecoveryLink(server, holder.email);
    const response = roamingKey(server).register(await link.call('recovery-link.key-options', {}));
    await link.call('recovery-link.complete', { with: 'key', nickname: 'Own', response });
    expect((await link.call('account.read')).tier).toBe('standard');
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

  it('an app that H replaced within minutes undoes H’s protection, and opens and ends nothing', async () => {
    const server = running();
    const { holder, thiefs, home } = await appOfTenMinutes(server, 'ten-minutes@example.org');
    const { secret: own } = await home.call('totp.begin', {});
    await home.call('totp.confirm', { code: totpCode(server, own) });
    const keys = [roamingKey(server), platformKey(server)] as const;
    server.clock.advance(60_000);
    await enrol(home, keys);
    const browser = await followTakeBack(server, holder.email);
    const code = nextCode(server, thiefs);
    expect(await browser.call('enrolment.take-back', { with: 'totp', code })).toMatchObject({ keysEnded: 0 });
    for (const key of keys) expect(await tryKey(server, key)).toBe('credential.suspended');
    const rogue = signInWithPassword(server, { email: holder.email, totpSecret: thiefs });
    await expect(rogue).rejects.toThrow();
    // H’s own of before T opens again, and brings the keys back.
    const back = await signInWithPassword(server, holder);
    for (const params of await suspendedKeys(back)) await back.call('credential.bring-back', {}, params);
    for (const key of keys) expect(await tryKey(server, key)).toBeNull();
  });

  it('backup codes that T made first, and H replaced, open nothing with the old password', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'first-codes@example.org');
    server.clock.advance(20 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    const { codes } = await thief.call('backup-code.make', {});
    server.clock.advance(10 * 60_000);
    const home = await signInWithPassword(server, holder);
    await home.call('password.set', { password: 'seven loud storks left the meadow early' });
    const { secret } = await home.call('totp.begin', {});
    await home.call('totp.confirm', { code: totpCode(server, secret) });
    await home.call('backup-code.make', {});
    server.clock.advance(60_000);
    await enrol(home, [roamingKey(server), platformKey(server)]);
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'backup-code', code: codes[0] ?? '' });
    const rogue = new BrowserLike(server.url);
    await rogue.call('sign-in.password', { email: holder.email, password: PASSWORD });
    const second = await rogue.refused('sign-in.second-backup-code', { body: { code: codes[1] ?? '' } });
    expect(second.code).toBe('sign-in.refused');
    expect((await (await signInWithPassword(server, holder)).send('session.read')).status).toBe(200);
  });

  it('an app that T planted, and H removed in minutes, undoes protection for 14 days at most', async () => {
    const server = running();
    const holder = await personWithKey(server, 'planted-app@example.org');
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    await thief.call('password.set', { password: PASSWORD });
    const { secret } = await thief.call('totp.begin', {});
    await thief.call('totp.confirm', { code: totpCode(server, secret) });
    server.clock.advance(10 * 60_000);
    const turnOn = async () => {
      const home = await signIn(server, holder.deskKey);
      const { totp, password } = await home.call('account.read');
      if (totp !== null) await home.call('totp.remove');
      if (password !== null) await home.call('password.remove');
      server.clock.advance(60_000);
      await prepare(home);
      for (const params of await suspendedKeys(home)) await home.call('credential.bring-back', {}, params);
      const keys = (await home.call('credential.list')).credentials;
      if (keys.length < 2) await addKey(home, platformKey(server), 'Laptop');
      await commit(home, holder.deskKey);
    };
    await turnOn();
    const take = async () => {
      const browser = await followTakeBack(server, holder.email);
      const body = { with: 'totp', code: nextCode(server, secret) } as const;
      return (await browser.send('enrolment.take-back', { body })).status;
    };
    for (let round = 0; round < 2; round++) {
      expect(await take()).toBe(200);
      const rogue = signInWithPassword(server, { email: holder.email, totpSecret: secret });
      await expect(rogue).rejects.toThrow();
      expect(await tierOf(server, holder.deskKey)).toBe('standard');
      await turnOn();
    }
    expect(await take()).toBe(200);
    server.clock.advance(14 * DAY_MS);
    await turnOn();
    expect(await take()).not.toBe(200);
    expect(await tierOf(server, holder.deskKey)).toBe('advanced');
  });

  it('an app that H set a day before T replaced it leaves T nothing of an enrolment', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'day-old@example.org');
    server.clock.advance(20 * DAY_MS);
    const home = await signInWithPassword(server, holder);
    const { secret: current } = await home.call('totp.begin', {});
    await home.call('totp.confirm', { code: totpCode(server, current) });
    server.clock.advance(DAY_MS);
    const thief = await signInWithPassword(server, { email: holder.email, totpSecret: current });
    const { secret: thiefs } = await thief.call('totp.begin', {});
    await thief.call('totp.confirm', { code: totpCode(server, thiefs) });
    server.clock.advance(60_000);
    const keys = [roamingKey(server), platformKey(server)] as const;
    await enrol(thief, keys);
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, current) });
    for (const key of keys) expect(await tryKey(server, key)).toBe('credential.suspended');
    const rogue = signInWithPassword(server, { email: holder.email, totpSecret: thiefs });
    await expect(rogue).rejects.toThrow();
    // The phone of before is gone: mailbox and password set another app, which only a second factor stops.
    const link = await followRecoveryLink(server, holder.email);
    const { secret: next } = await link.call('recovery-link.make-totp', { password: PASSWORD });
    await link.call('recovery-link.replace-totp', { code: totpCode(server, next) });
    server.clock.advance(3 * DAY_MS + 60_000);
    await server.mailTo(holder.email, /Another authenticator app was set/);
    const again = await signInWithPassword(server, { email: holder.email, totpSecret: next });
    expect((await again.call('account.read')).tier).toBe('standard');
  });

  it.each([0, 2])(
    'a mailbox that H left %i days before takes nothing back, with a key that H had shut out',
    async (days) => {
      const server = running();
      const [email, next] = [`left-${days}@example.org`, `moved-${days}@example.net`];
      const holder = await personWithKey(server, email);
      const own = roamingKey(server);
      server.clock.advance(1000);
      await addKey(await signIn(server, holder.deskKey), own, 'Own');
      server.clock.advance(20 * DAY_MS);
      const home = await signIn(server, own);
      await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Desk key')).id });
      await home.call('email.change', { email: next });
      const { text } = await server.mailTo(next, /\b\d{6}\b/);
      await home.call('email.confirm', { code: codeIn(text) });
      server.clock.advance(3 * DAY_MS + 60_000);
      const again = await signIn(server, own);
      const hold = (await again.call('hold.list')).holds.find(({ kind }) => kind === 'email.change');
      const params = { holdId: hold?.id ?? '' };
      const response = own.assert(await again.call('hold.finish-options', {}, params));
      await again.call('hold.finish', { response }, params);
      server.clock.advance(days * DAY_MS);
      const more = await signIn(server, own);
      await addKey(more, platformKey(server), 'Laptop');
      await prepare(more);
      await commit(more, own);
      await expect(takeBackWith(server, email, holder.deskKey)).rejects.toThrow();
      expect(await tierOf(server, own)).toBe('advanced');
    },
  );

  it('the stolen key that turned protection on is suspended as H’s trusted key takes it back', async () => {
    const server = running();
    const holder = await personWithKey(server, 'confirming@example.org');
    const own = roamingKey(server);
    server.clock.advance(1000);
    await addKey(await signIn(server, holder.deskKey), own, 'Own');
    server.clock.advance(20 * DAY_MS);
    const thief = await signIn(server, holder.deskKey);
    await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, 'Own')).id });
    await prepare(thief);
    await addKey(thief, platformKey(server), 'Rogue');
    await commit(thief, holder.deskKey);
    expect(await takeBackWith(server, holder.email, own)).toBe(200);
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
    expect(await tryKey(server, own)).toBeNull();
  });
});
