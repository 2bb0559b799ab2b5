// A recovery over HTTP, from both sides: the holder who lost every key comes back, a thief with a recovery key does not.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import {
  type ProtectedPerson,
  personWithKey,
  platformKey,
  protectedPerson,
  roamingKey,
  signIn,
  stepUp,
} from '../support/people.ts';
import { beginRecovery, type Proofs, disownToken as tokenIn } from '../support/recovery-steps.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const HOUR_MS = 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const begin = (person: ProtectedPerson, nth = 0, browser = new BrowserLike(server.url)) =>
  beginRecovery(server, person.email, [person.recoveryKeys[nth]], browser);

async function addKey(browser: BrowserLike, proofs: Proofs, key = roamingKey(server), nickname = 'New key') {
  const options = await browser.call('recovery.key-options', { ...proofs, hint: 'security-key' });
  await browser.call('recovery.add-key', { ...proofs, nickname, response: key.register(options) });
  return key;
}

/** The token in the “This wasn’t me” link of the newest mail to `email` that matches. */
const disownToken = (email: string, match: RegExp) => tokenIn(server, email, match);

describe('a holder who lost both keys', () => {
  it('returns after the wait with two new keys, hears each step, and is on probation for 3 days', async () => {
    const person = await protectedPerson(server, 'lost@example.org');
    const { begun, proofs } = await begin(person);
    expect((await server.mailTo(person.email, /is recovering your/)).text).toContain(begun.caseNumber);
    const elsewhere = new BrowserLike(server.url);
    expect(await elsewhere.call('recovery.read', { caseSecret: proofs.caseSecret })).toMatchObject({
      state: 'waiting',
    });
    server.clock.advance(36 * HOUR_MS);
    await server.mailTo(person.email, /recovery of your account is still waiting/);
    server.clock.advance(36 * HOUR_MS);
    await server.mailTo(person.email, /recovery of your account is open now/);
    const desk = await addKey(elsewhere, proofs, roamingKey(server), 'New desk key');
    await addKey(elsewhere, proofs, platformKey(server), 'New laptop');
    const done = await elsewhere.call('recovery.complete', proofs);
    expect(done.recoveryKeys).toHaveLength(2);
    expect(done.signal.acceptedCredentialIds).toHaveLength(2);
    await server.mailTo(person.email, /recovery of your account is complete/);
    expect(await elsewhere.call('account.read')).toMatchObject({
      tier: 'advanced',
      unmet: [],
      keys: [{ nickname: 'New desk key' }, { nickname: 'New laptop' }],
    });
    for (const operation of ['protection.leave', 'email.change'] as const) {
      const body = operation === 'email.change' ? { email: 'thief@example.org' } : {};
      expect((await elsewhere.refused(operation, { body })).code).toBe('account.on-probation');
    }
    await expect(signIn(server, person.deskKey)).rejects.toThrow('sign-in.refused');
    const back = await signIn(server, desk);
    server.clock.advance(72 * HOUR_MS);
    const later = await signIn(server, desk);
    await later.call('protection.leave', {});
    expect((await back.refused('session.read')).code).toBe('session.required');
  });

  it('reads in the activity who did what', async () => {
    const person = await protectedPerson(server, 'record@example.org');
    const { browser, proofs } = await begin(person);
    server.clock.advance(72 * HOUR_MS);
    // Events are listed by their time, so each gets one of its own.
    for (const _ of [1, 2]) {
      const options = await browser.call('recovery.key-options', { ...proofs, hint: 'security-key' });
      server.clock.advance(1000);
      const response = roamingKey(server).register(options);
      await browser.call('recovery.add-key', { ...proofs, nickname: 'New key', response });
      server.clock.advance(1000);
    }
    await browser.call('recovery.complete', proofs);
    const { events } = await browser.call('activity.list', undefined, undefined, { show: 'changes' });
    const told = events.map(({ operation, actor }) => `${operation} by ${actor}`);
    expect(told.filter((line) => line.startsWith('recovery.'))).toEqual([
      'recovery.complete by holder',
      'recovery.add-key by stranger',
      'recovery.key-options by stranger',
      'recovery.add-key by stranger',
      'recovery.key-options by stranger',
      'recovery.begin by stranger',
    ]);
    expect(told).toContain('hold.ripen by system');
  });
});

describe('a thief with a recovery key', () => {
  it.each([
    ['while it waits', HOUR_MS],
    ['after the wait', 73 * HOUR_MS],
  ])('is stopped by the holder’s next sign-in %s, and the sign-in says so', async (_when, after) => {
    const person = await protectedPerson(server, `stolen-${after}@example.org`);
    const { browser, proofs } = await begin(person);
    server.clock.advance(after);
    const holder = new BrowserLike(server.url);
    const options = await holder.call('sign-in.key-options', {});
    const answer = await holder.call('sign-in.key', { response: person.deskKey.assert(options) });
    expect(answer).toEqual({ next: 'overview', recoveryStopped: true });
    server.clock.advance(200 * HOUR_MS);
    expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('recovery.ended');
    expect(await browser.call('recovery.read', { caseSecret: proofs.caseSecret })).toMatchObject({ state: 'vetoed' });
  });

  it('is stopped by the alert’s link without a sign-in; that recovery key then waits 30 days', async () => {
    const person = await protectedPerson(server, 'link@example.org');
    const { browser, proofs } = await begin(person);
    const link = await disownToken(person.email, /is recovering your/);
    expect(await new BrowserLike(server.url).call('alert.disown', { link })).toMatchObject({ holdsStopped: 1 });
    server.clock.advance(72 * HOUR_MS);
    expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('recovery.ended');
    const again = await browser.call('recovery.begin', { email: person.email, recoveryKey: proofs.recoveryKey });
    expect(again).toMatchObject({ begunWith: 'again', stoppedBy: 'trusted-key' });
    expect(again.ripensAt - again.startedAt).toBe(30 * 24 * HOUR_MS);
    expect((await begin(person, 1)).begun).toMatchObject({ begunWith: 'one', stoppedBy: 'any' });
  });

  it('is seen on the page of things that will happen, and stopped from there', async () => {
    const person = await protectedPerson(server, 'seen@example.org');
    const { begun } = await begin(person);
    const { holds } = await person.browser.call('hold.list');
    expect(holds).toMatchObject([
      {
        kind: 'recovery',
        state: 'waiting',
        newDevice: true,
        device: 'Chrome on Linux',
        recovery: { caseNumber: begun.caseNumber, keyOrdinal: 1 },
      },
    ]);
    await person.browser.call('hold.veto', {}, { holdId: holds[0]?.id ?? '' });
    expect((await person.browser.call('hold.list')).holds).toMatchObject([{ state: 'vetoed' }]);
  });

  it('who tries the same recovery key meanwhile opens no second case, and the holder hears of it', async () => {
    const person = await protectedPerson(server, 'both@example.org');
    await begin(person);
    const body = { email: person.email, recoveryKey: person.recoveryKeys[0] ?? '' };
    expect((await new BrowserLike(server.url).refused('recovery.begin', { body })).code).toBe('recovery.refused');
    expect((await server.mailTo(person.email, /tried to recover/)).text).toContain(
      'the recovery key of a recovery that waits',
    );
  });
});

describe('wrong hands', () => {
  it('every “no” to a beginning looks alike', async () => {
    const person = await protectedPerson(server, 'alike@example.org');
    const standard = await personWithKey(server, 'plain@example.org');
    const [recoveryKey = ''] = person.recoveryKeys;
    const wrong = '0000 0000 0000 0000 0000 0000 0000';
    const faces = [];
    for (const body of [
      { email: 'nobody@example.org', recoveryKey },
      { email: standard.email, recoveryKey },
      { email: person.email, recoveryKey: wrong },
    ]) {
      faces.push(await new BrowserLike(server.url).refused('recovery.begin', { body }));
    }
    expect(new Set(faces.map((face) => JSON.stringify(face))).size).toBe(1);
  });

  it('somebody else’s case secret opens nothing with one’s own recovery key', async () => {
    const mine = await begin(await protectedPerson(server, 'mine@example.org'));
    const theirs = await begin(await protectedPerson(server, 'theirs@example.org'));
    server.clock.advance(72 * HOUR_MS);
    const body = { caseSecret: theirs.proofs.caseSecret, recoveryKey: mine.proofs.recoveryKey };
    for (const operation of ['recovery.complete', 'recovery.key-options'] as const) {
      const sent = operation === 'recovery.complete' ? body : { ...body, hint: 'security-key' };
      expect((await mine.browser.refused(operation, { body: sent })).code).toBe('recovery.refused');
    }
    expect(await theirs.browser.call('recovery.read', { caseSecret: theirs.proofs.caseSecret })).toMatchObject({
      state: 'ripe',
      keys: [],
    });
  });

  it('a mistyped key is named by its group, a truncated one by none', async () => {
    const person = await protectedPerson(server, 'typo@example.org');
    const [key = ''] = person.recoveryKeys;
    const typo = key.slice(0, -1) + (key.endsWith('2') ? '3' : '2');
    const attempt = (recoveryKey: string) =>
      person.browser.refused('recovery.begin', { body: { email: person.email, recoveryKey } });
    expect(await attempt(typo)).toMatchObject({ code: 'recovery-key.refused', group: 7 });
    expect(await attempt(key.slice(0, 20))).toMatchObject({ code: 'recovery-key.refused', group: null });
  });

  it('“This wasn’t me” after completion signs the recovery’s browser out, and takes no key', async () => {
    const person = await protectedPerson(server, 'too-late@example.org');
    const { browser, proofs } = await begin(person);
    server.clock.advance(72 * HOUR_MS);
    const thiefs = await addKey(browser, proofs);
    await addKey(browser, proofs);
    await browser.call('recovery.complete', proofs);
    const link = await disownToken(person.email, /recovery of your account is complete/);
    expect(await new BrowserLike(server.url).call('alert.disown', { link })).toMatchObject({
      about: 'recovered',
      sessionsEnded: 1,
      holdsStopped: 0,
    });
    expect((await browser.refused('session.read')).code).toBe('session.required');
    await expect(signIn(server, person.deskKey)).rejects.toThrow('sign-in.refused');
    await signIn(server, thiefs);
  });

  it('an account that left protection meanwhile is not recovered', async () => {
    const person = await protectedPerson(server, 'left@example.org');
    await stepUp(person.browser, person.deskKey);
    const { hold } = await person.browser.call('protection.leave', {});
    const { browser, proofs } = await begin(person);
    server.clock.advance(72 * HOUR_MS);
    // The second touch, by the other key: leaving is then done at its next turn, and the case is void with it.
    const other = await signIn(server, person.laptop);
    const params = { holdId: hold?.id ?? '' };
    const options = await other.call('hold.finish-options', {}, params);
    await other.call('hold.finish', { response: person.laptop.assert(options) }, params);
    expect((await browser.refused('recovery.complete', { body: proofs })).code).toBe('recovery.ended');
  });
});
