// A protected account over its life: turning it on, its keys, its sessions, what waits and what can be stopped.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { tryKey } from '../support/key-steps.ts';
import {
  addKey,
  codeIn,
  PASSWORD,
  personWithKey,
  personWithPassword,
  platformKey,
  protectedPerson,
  roamingKey,
  signIn,
  stepUp,
  totpCode,
} from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

const OTHER_PASSWORD = 'eleven loud herons left the marsh';
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** The token in the “This wasn’t me” link of the newest mail to `email` that matches. */
async function disownToken(email: string, match: RegExp): Promise<string> {
  const mail = await server.mailTo(email, match);
  return /\/not-me#(\S+)/.exec(mail.text)?.[1] ?? '';
}

/** The second touch. */
async function finish(browser: BrowserLike, key: SoftwareAuthenticator, holdId: string): Promise<void> {
  const options = await browser.call('hold.finish-options', {}, { holdId });
  await browser.call('hold.finish', { response: key.assert(options) }, { holdId });
}

describe('turning protection on', () => {
  it('deletes password and codes, ends everything else, and starts the exclusion from training', async () => {
    const { browser, email } = await personWithPassword(server, 'turn-on@example.org');
    const [desk, laptop] = [roamingKey(server), platformKey(server)];
    await browser.call('enrolment.begin', {});
    await addKey(browser, desk, 'Desk key');
    await addKey(browser, laptop, 'Laptop');
    const other = await signIn(server, desk);
    const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
    await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[1] ?? '', waitHours: 168 });
    const options = await browser.call('enrolment.commit-options', {});
    const before = new Map(browser.cookies);
    const body = { understood: true, floor: 'advanced', response: desk.assert(options) } as const;
    expect((await browser.call('enrolment.commit', body)).sessionsEnded).toBe(1);
    const account = await browser.call('account.read');
    expect(account).toMatchObject({ tier: 'advanced', password: null, totp: null, unmet: [] });
    expect(account.recovery).toMatchObject({ readiness: { recoveryKeys: 2, nag: null }, waitHours: 168 });
    expect(account.trainingExcludedSince).toBe(server.clock.now());
    expect(account.keys.map(({ stage }) => stage)).toEqual(['trusted', 'trusted']);
    await other.refused('session.read');
    const stale = new BrowserLike(server.url);
    for (const [name, value] of before) stale.cookies.set(name, value);
    expect((await stale.refused('session.read')).code).toBe('session.required');
    const attempt = { email, password: PASSWORD };
    expect((await new BrowserLike(server.url).refused('sign-in.password', { body: attempt })).code).toBe(
      'sign-in.refused',
    );
  });

  it('changes nothing before the tap, and can be dropped', async () => {
    const { browser } = await personWithKey(server, 'half-done@example.org');
    await browser.call('enrolment.begin', {});
    await browser.call('enrolment.make-recovery-keys', {});
    expect(await browser.call('account.read')).toMatchObject({
      tier: 'standard',
      enrolmentStarted: true,
      recovery: null,
    });
    expect((await browser.call('enrolment.read')).unmet).toEqual(['two-keys', 'recovery-proof', 'waiting-time']);
    await browser.call('enrolment.drop');
    expect(await browser.call('account.read')).toMatchObject({ tier: 'standard', enrolmentStarted: false });
  });

  it('belongs to the session that began it: another one starts anew', async () => {
    const { browser, deskKey } = await personWithKey(server, 'two-sessions@example.org');
    await browser.call('enrolment.begin', {});
    await browser.call('enrolment.make-recovery-keys', {});
    const other = await signIn(server, deskKey);
    expect(await other.call('enrolment.read')).toMatchObject({ started: false, step: 1, recoveryKeysMadeAt: null });
    await other.call('enrolment.begin', {});
    expect(await browser.call('enrolment.read')).toMatchObject({ started: false });
  });

  it('is refused while one key works on this device only and the other does too', async () => {
    const { browser } = await personWithPassword(server, 'tethered@example.org');
    await browser.call('enrolment.begin', {});
    await addKey(browser, platformKey(server), 'Laptop');
    const second = platformKey(server);
    await addKey(browser, second, 'Desktop');
    const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
    await browser.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
    expect((await browser.call('enrolment.read')).unmet).toEqual(['key-for-another-device']);
    const options = await browser.call('enrolment.commit-options', {});
    const body = { understood: true, floor: 'advanced', response: second.assert(options) };
    expect(await browser.refused('enrolment.commit', { body })).toMatchObject({
      code: 'requirements.unmet',
      unmet: ['key-for-another-device'],
    });
    expect((await browser.call('account.read')).tier).toBe('standard');
  });

  it('wants a recovery key typed back, and names the group that was mistyped', async () => {
    const { browser } = await personWithKey(server, 'typing@example.org');
    await browser.call('enrolment.begin', {});
    const { recoveryKeys } = await browser.call('enrolment.make-recovery-keys', {});
    const [right = ''] = recoveryKeys;
    const third = right[10] === 'A' ? 'B' : 'A';
    const wrong = `${right.slice(0, 10)}${third}${right.slice(11)}`;
    const body = { recoveryKey: wrong, waitHours: 72 };
    expect(await browser.refused('enrolment.prove', { body })).toMatchObject({
      code: 'recovery-key.refused',
      group: 3,
    });
    await browser.call('enrolment.prove', { recoveryKey: right.toLowerCase().replaceAll(' ', '-'), waitHours: 72 });
  });

  it('refuses hardware keys only where no maker vouches for the keys', async () => {
    const { browser, deskKey } = await protectedPerson(server, 'no-maker@example.org');
    await stepUp(browser, deskKey);
    expect((await browser.refused('protection.raise-floor', { body: {} })).code).toBe('requirements.unmet');
  });
});

describe('keys of a protected account', () => {
  it('cannot fall below two', async () => {
    const { browser } = await protectedPerson(server, 'two-keys@example.org');
    const { credentials } = await browser.call('credential.list');
    const params = { credentialId: credentials[0]?.id ?? '' };
    const problem = await browser.refused('credential.remove', { params });
    expect(problem).toMatchObject({ code: 'floor.would-break' });
    expect(problem.unmet).toContain('two-keys');
    expect((await browser.call('credential.list')).credentials).toHaveLength(2);
  });

  it('end the sessions that they opened when they are removed: they are suspended at once', async () => {
    const { browser } = await protectedPerson(server, 'removes@example.org');
    const spare = roamingKey(server);
    const spareId = await addKey(browser, spare, 'Spare');
    const opened = await signIn(server, spare);
    const answer = await browser.call('credential.remove', undefined, { credentialId: spareId });
    expect(answer.sessionsEnded).toBe(1);
    expect(answer.hold).toMatchObject({ kind: 'credential.remove', about: 'Spare' });
    await opened.refused('session.read');
    const options = await new BrowserLike(server.url).call('sign-in.key-options', {});
    const body = { response: spare.assert(options) };
    expect((await new BrowserLike(server.url).refused('sign-in.key', { body })).code).toBe('credential.suspended');
  });

  it('sign in while new, but cannot remove others or leave protection before they are trusted', async () => {
    const { browser } = await protectedPerson(server, 'new-key@example.org');
    const fresh = roamingKey(server);
    await addKey(browser, fresh, 'Fresh');
    const thief = await signIn(server, fresh);
    const { credentials } = await thief.call('credential.list');
    const params = { credentialId: credentials.find((key) => key.nickname === 'Desk key')?.id ?? '' };
    expect((await thief.refused('credential.remove', { params })).code).toBe('credential.not-trusted');
    expect((await thief.refused('protection.leave', { body: {} })).code).toBe('credential.not-trusted');
    server.clock.advance(14 * 24 * HOUR_MS);
    const later = await signIn(server, fresh);
    await later.call('credential.remove', undefined, params);
  });

  it('need a fresh touch for anything that changes who can come in', async () => {
    const { browser, deskKey } = await protectedPerson(server, 'fresh@example.org');
    server.clock.advance(5 * MINUTE_MS);
    expect(await browser.refused('credential.add-options', { body: { hint: 'security-key' } })).toMatchObject({
      code: 'session.step-up-required',
      ageSecondsMax: 300,
    });
    const before = browser.cookies.get('holdfast');
    await stepUp(browser, deskKey);
    expect(browser.cookies.get('holdfast')).not.toBe(before);
    await addKey(browser, roamingKey(server), 'Another');
  });
});

describe('sessions', () => {
  it('of a protected account end after an hour unused and after a day at most', async () => {
    const { deskKey } = await protectedPerson(server, 'lifetimes@example.org');
    const idle = await signIn(server, deskKey);
    server.clock.advance(HOUR_MS - 1);
    await idle.call('session.read');
    server.clock.advance(HOUR_MS);
    await idle.refused('session.read');
    const busy = await signIn(server, deskKey);
    for (let half = 0; half < 47; half++) {
      server.clock.advance(HOUR_MS / 2);
      await busy.call('session.read');
    }
    server.clock.advance(HOUR_MS / 2);
    await busy.refused('session.read');
  });

  it('can be ended one by one, all others at once, and everything at once', async () => {
    const { browser, deskKey } = await protectedPerson(server, 'ends@example.org');
    const [one, two] = [await signIn(server, deskKey), await signIn(server, deskKey)];
    const { sessions } = await browser.call('session.list');
    expect(sessions.map((session) => session.current)).toContain(true);
    const { sessionId } = await one.call('session.read');
    await browser.call('session.end', undefined, { sessionId });
    await one.refused('session.read');
    expect((await browser.call('session.end-others', {})).ended).toBe(1);
    await two.refused('session.read');
    expect((await browser.call('account.lock', {})).ended).toBe(1);
    await browser.refused('session.read');
    await signIn(server, deskKey);
  });

  it('of another account look like sessions that do not exist', async () => {
    const mine = await protectedPerson(server, 'mine@example.org');
    const theirs = await protectedPerson(server, 'theirs@example.org');
    const { sessionId } = await theirs.browser.call('session.read');
    const foreign = await mine.browser.refused('session.end', { params: { sessionId } });
    const absent = await mine.browser.refused('session.end', { params: { sessionId: `sess_${'0'.repeat(26)}` } });
    expect(foreign).toEqual(absent);
    await theirs.browser.call('session.read');
    const { events } = await mine.browser.call('activity.list', undefined, undefined, { show: 'refused' });
    expect(events[0]).toMatchObject({ operation: 'session.end', reason: 'not-found' });
  });
});

describe('leaving protection', () => {
  it('takes three days and a second touch, is announced on the way, and keeps the keys', async () => {
    const { browser, laptop, email } = await protectedPerson(server, 'leaves@example.org');
    const { hold } = await browser.call('protection.leave', {});
    if (!hold) throw new Error('one proof began it');
    expect(hold.ripensAt - hold.startedAt).toBe(72 * HOUR_MS);
    expect((await browser.refused('protection.leave', { body: {} })).code).toBe('hold.exists');
    server.clock.advance(36 * HOUR_MS);
    await server.mailTo(email, /72|3 days|waiting|off/i);
    server.clock.advance(36 * HOUR_MS);
    const back = await signIn(server, laptop);
    expect((await back.call('account.read')).tier).toBe('advanced');
    await finish(back, laptop, hold.id);
    const account = await back.call('account.read');
    expect(account).toMatchObject({ tier: 'standard', holds: [], recovery: null, trainingExcludedSince: null });
    expect(account.keys).toHaveLength(2);
  });

  it('is stopped by any live session, without a fresh touch', async () => {
    const { browser, laptop } = await protectedPerson(server, 'stays@example.org');
    const { hold } = await browser.call('protection.leave', {});
    if (!hold) throw new Error('one proof began it');
    const other = await signIn(server, laptop);
    server.clock.advance(30 * MINUTE_MS);
    await other.call('hold.veto', {}, { holdId: hold.id });
    expect((await other.refused('hold.veto', { body: {}, params: { holdId: hold.id } })).code).toBe('not-found');
    server.clock.advance(73 * HOUR_MS);
    const back = await signIn(server, laptop);
    expect((await back.call('account.read')).tier).toBe('advanced');
  });
});

describe('changing the address', () => {
  const ask = async (browser: BrowserLike, to: string) => {
    await browser.call('email.change', { email: to });
    const code = codeIn((await server.mailTo(to, /\b\d{6}\b/)).text);
    const { changed, hold } = await browser.call('email.confirm', { code });
    expect(changed).toBe(false);
    if (!hold) throw new Error('one proof began it');
    return hold;
  };

  it('of a protected account waits three days after proof of the new one, and for a second touch', async () => {
    const { browser, laptop } = await protectedPerson(server, 'old-address@example.org');
    const hold = await ask(browser, 'new-address@example.org');
    expect((await browser.call('account.read')).email).toBe('old-address@example.org');
    server.clock.advance(72 * HOUR_MS);
    const back = await signIn(server, laptop);
    await finish(back, laptop, hold.id);
    expect((await back.call('account.read')).email).toBe('new-address@example.org');
  });

  it('of a standard account waits as long, and any key finishes it that is proved anew', async () => {
    const { browser, deskKey } = await personWithKey(server, 'moves@example.org');
    const hold = await ask(browser, 'moved@example.org');
    server.clock.advance(72 * HOUR_MS);
    const back = await signIn(server, deskKey);
    await finish(back, deskKey, hold.id);
    expect((await back.call('session.read')).email).toBe('moved@example.org');
  });

  it('of a standard account is contested from the old mailbox: no link goes till a key decides', async () => {
    const { browser, deskKey, email } = await personWithKey(server, 'contests@example.org');
    const hold = await ask(browser, 'thiefs@example.org');
    server.clock.advance(72 * HOUR_MS);
    await finish(await signIn(server, deskKey), deskKey, hold.id);
    const mail = await server.mailTo(email, /\/contest#/);
    const link = /\/contest#(\S+)/.exec(mail.text)?.[1] ?? '';
    const anybody = new BrowserLike(server.url);
    expect(await anybody.call('email.read-contest', { link })).toMatchObject({ contested: false });
    await anybody.call('email.contest', { link });
    for (const address of [email, 'thiefs@example.org']) await anybody.call('recovery-link.begin', { email: address });
    const links = (await server.mails()).filter(
      ({ to, text }) => [email, 'thiefs@example.org'].includes(to) && text.includes('/recover/link#'),
    );
    expect(links).toEqual([]);
    const back = await signIn(server, deskKey);
    expect(await back.call('email.decide', { keep: 'old' })).toEqual({ email });
    await anybody.call('recovery-link.begin', { email });
    await server.mailTo(email, /\/recover\/link#/);
  });

  it('to a known address gives nothing away', async () => {
    await personWithKey(server, 'taken@example.org');
    const { browser } = await personWithKey(server, 'wants@example.org');
    await browser.call('email.change', { email: 'taken@example.org' });
    expect((await browser.refused('email.confirm', { body: { code: '123456' } })).code).toBe('code.refused');
  });
});

describe('“This wasn’t me”', () => {
  it('when opened changes nothing; its button, once, shuts the used key out and stops what waits', async () => {
    const { browser, deskKey, laptop, email } = await protectedPerson(server, 'not-me@example.org');
    await browser.call('protection.leave', {});
    const thief = await signIn(server, deskKey);
    const link = await disownToken(email, /Somebody signed in/);
    const anybody = new BrowserLike(server.url);
    expect(await anybody.call('alert.read', { link })).toMatchObject({ operation: 'sign-in.key', used: false });
    await thief.call('session.read');
    expect(await anybody.call('alert.disown', { link })).toEqual({
      at: server.clock.now(),
      about: 'key',
      key: { name: 'Desk key', became: 'suspend', comesBackAt: expect.any(Number) },
      sessionsEnded: 2,
      holdsStopped: 1,
      leaves: 0,
      leavesRecovery: false,
      channelsPaused: 0,
      contactsEnded: 0,
      frozen: false,
      comeBackWith: ['Laptop'],
      otherwise: null,
      addedBy: null,
      takeBackUntil: null,
    });
    await thief.refused('session.read');
    await browser.refused('session.read');
    expect((await anybody.refused('alert.disown', { body: { link } })).code).toBe('link.refused');
    expect(await anybody.call('alert.read', { link })).toMatchObject({ used: true });
    expect(await tryKey(server, deskKey)).toBe('credential.suspended');
    const back = await signIn(server, laptop);
    expect((await back.call('account.read')).holds).toEqual([]);
  });

  it('lasts fourteen days and cannot be altered', async () => {
    const { deskKey, email } = await protectedPerson(server, 'link@example.org');
    await signIn(server, deskKey);
    const link = await disownToken(email, /Somebody signed in/);
    const anybody = new BrowserLike(server.url);
    const altered = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`;
    const foreign = link.replace(/acct_./, (head) => `acct_${head.endsWith('0') ? '1' : '0'}`);
    for (const forged of [altered, foreign]) {
      expect((await anybody.refused('alert.disown', { body: { link: forged } })).code).toBe('link.refused');
    }
    server.clock.advance(14 * 24 * HOUR_MS);
    expect((await anybody.refused('alert.disown', { body: { link } })).code).toBe('link.refused');
  });

  it('on a changed password keeps it from opening the account until a trusted key has', async () => {
    const person = await personWithPassword(server, 'frozen@example.org');
    const key = roamingKey(server);
    await addKey(person.browser, key, 'Desk key');
    server.clock.advance(14 * 24 * HOUR_MS);
    const thief = await signIn(server, key);
    await thief.call('password.set', { password: OTHER_PASSWORD });
    const enter = async (): Promise<BrowserLike> => {
      const browser = new BrowserLike(server.url);
      server.clock.advance(MINUTE_MS);
      await browser.call('sign-in.password', { email: person.email, password: OTHER_PASSWORD });
      return browser;
    };
    const link = await disownToken(person.email, /set a password/);
    expect(await new BrowserLike(server.url).call('alert.disown', { link })).toMatchObject({
      about: 'factor',
      key: { name: 'Desk key', became: 'end-sessions', comesBackAt: null },
      frozen: true,
    });
    const refused = await enter();
    const body = { code: totpCode(server, person.totpSecret) };
    expect((await refused.refused('sign-in.second-totp', { body })).code).toBe('sign-in.refused');
    await signIn(server, key);
    const allowed = await enter();
    await allowed.call('sign-in.second-totp', { code: totpCode(server, person.totpSecret) });
  });
});
