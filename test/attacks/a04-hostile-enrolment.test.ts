// Story A.4: with one phished password and code a thief (T) turns protection on with keys of their own, to keep the holder
// (H) out. For 72 hours the mailbox and a factor of before take it back together, and T is left with nothing.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { commit, enrol, followTakeBack, nextCode, signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import {
  addKey,
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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnBothServers('a hostile enrolment', (running) => {
  const hostile = async (server: TestServer, email: string) => {
    const holder = await personWithPassword(server, email);
    server.clock.advance(20 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    const keys = [roamingKey(server), platformKey(server)] as const;
    const recoveryKeys = await enrol(thief, keys);
    return { holder, thief, keys, recoveryKeys };
  };
  const refusedKey = async (server: TestServer, key: SoftwareAuthenticator) => {
    const browser = new BrowserLike(server.url);
    const response = key.assert(await browser.call('sign-in.key-options', {}));
    return (await browser.refused('sign-in.key', { body: { response } })).code;
  };

  it('is told with the way back; mailbox and code of before take it back, and T has nothing left', async () => {
    const server = running();
    const { holder, thief, keys, recoveryKeys } = await hostile(server, 'taken@example.org');
    const alert = await server.mailTo(holder.email, /Protection of your .*account is on/);
    expect(alert.text).toMatch(/can be taken back until/);
    expect(alert.text).toContain(`${server.url}/take-back`);
    server.clock.advance(48 * HOUR_MS);
    const browser = await followTakeBack(server, holder.email);
    const taken = await browser.call('enrolment.take-back', {
      with: 'totp',
      code: nextCode(server, holder.totpSecret),
    });
    expect(taken).toMatchObject({ keysEnded: 2, opens: ['password'] });
    expect((await thief.refused('session.read')).code).toBe('session.required');
    for (const key of keys) expect(await refusedKey(server, key)).toBe('sign-in.refused');
    const body = { email: holder.email, recoveryKey: recoveryKeys[0] };
    expect((await new BrowserLike(server.url).refused('recovery.begin', { body })).code).toBe('recovery.refused');
    const back = await signInWithPassword(server, holder);
    expect(await back.call('account.read')).toMatchObject({ tier: 'standard', keys: [], totp: {}, password: {} });
  });

  it('is taken back with the app that T had replaced, too; the app of T opens nothing afterwards', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'replaced@example.org');
    server.clock.advance(20 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    const { secret } = await thief.call('totp.begin', {});
    await thief.call('totp.confirm', { code: totpCode(server, secret) });
    await thief.call('password.set', { password: 'what the thief would have it be' });
    server.clock.advance(4 * DAY_MS);
    const second = await signInWithPassword(
      server,
      { email: holder.email, totpSecret: secret },
      'what the thief would have it be',
    );
    await enrol(second, [roamingKey(server), platformKey(server)]);
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
    await signInWithPassword(server, holder);
    const again = new BrowserLike(server.url);
    await again.call('sign-in.password', { email: holder.email, password: PASSWORD });
    server.clock.advance(30_000);
    const code = totpCode(server, secret);
    expect((await again.refused('sign-in.second-totp', { body: { code } })).code).toBe('sign-in.refused');
  });

  it('is taken back by neither the mailbox alone nor the factor alone', async () => {
    const server = running();
    const { holder } = await hostile(server, 'alone@example.org');
    const stranger = new BrowserLike(server.url);
    const body = { with: 'totp', code: nextCode(server, holder.totpSecret) };
    expect((await stranger.refused('enrolment.take-back', { body })).code).toBe('flow.gone');
    const reader = await followTakeBack(server, holder.email);
    for (let guess = 0; guess < 5; guess++) {
      const wrong = { with: 'totp', code: '000000' };
      expect((await reader.refused('enrolment.take-back', { body: wrong })).code).toBe('code.refused');
    }
    expect((await reader.refused('enrolment.take-back', { body })).code).toBe('flow.gone');
  });

  it('lets nothing slow be finished while it settles, by any number of proofs', async () => {
    const server = running();
    const { thief, holder } = await hostile(server, 'settles@example.org');
    await thief.call('email.change', { email: 'thief@example.org' });
    const mail = await server.mailTo('thief@example.org', /\b\d{6}\b/);
    const { changed } = await thief.call('email.confirm', { code: /\b\d{6}\b/.exec(mail.text)?.[0] ?? '' });
    expect(changed).toBe(false);
    server.clock.advance(71 * HOUR_MS);
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
    const back = await signInWithPassword(server, holder);
    expect(await back.call('account.read')).toMatchObject({ email: holder.email, holds: [] });
  });

  it('is over after 72 hours: then nobody takes it back', async () => {
    const server = running();
    const { holder } = await hostile(server, 'over@example.org');
    const browser = await followTakeBack(server, holder.email);
    server.clock.advance(72 * HOUR_MS);
    const body = { with: 'totp', code: totpCode(server, holder.totpSecret) };
    expect((await browser.refused('enrolment.take-back', { body })).code).toBe('flow.gone');
  });

  it('once it was taken back, only a trusted key turns protection on: a second phishing does not', async () => {
    const server = running();
    const { holder } = await hostile(server, 'again@example.org');
    const browser = await followTakeBack(server, holder.email);
    await browser.call('enrolment.take-back', { with: 'totp', code: nextCode(server, holder.totpSecret) });
    const thief = await signInWithPassword(server, holder);
    const [key, other] = [roamingKey(server), platformKey(server)];
    await expect(enrol(thief, [key, other])).rejects.toThrow('credential.not-trusted');
    server.clock.advance(14 * DAY_MS);
    const own = await signInWithPassword(server, holder);
    await own.call('enrolment.begin', {});
    const { recoveryKeys } = await own.call('enrolment.make-recovery-keys', {});
    await own.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
    expect((await commit(own, key)).settlesAt).not.toBeNull();
  });

  it('confirmed with the one trusted key it does not settle, and nobody is sent a link back', async () => {
    const server = running();
    const holder = await personWithKey(server, 'trusted@example.org');
    const desk = holder.deskKey;
    const browser = await signIn(server, desk);
    await browser.call('enrolment.begin', {});
    await addKey(browser, platformKey(server), 'Laptop');
    const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
    await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
    expect(await commit(browser, desk)).toMatchObject({ settlesAt: null });
    await new BrowserLike(server.url).call('take-back.begin', { email: holder.email });
    const mails = (await server.mails()).filter(({ to, text }) => to === holder.email && /\/take-back/.test(text));
    expect(mails).toEqual([]);
  });
});
