// The server's clock ran sixty days ahead for a while, and was put right. What was written meanwhile lies in the future. It
// must neither shut a holder (H) out until then, nor give a thief's key (T) rights.

import { beforeAll, expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { believedAgain, putRight, runAhead } from '../support/clock-gauge.ts';
import { commit, nextCode, prepare, signInWithPassword } from '../support/enrolling.ts';
import { comesWith, followRecoveryLink, keyNamed } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import {
  addKey,
  codeIn,
  PASSWORD,
  personWithKey,
  personWithPassword,
  protectedPerson,
  roamingKey,
  signIn,
  totpCode,
} from '../support/people.ts';
import { disownToken } from '../support/recovery-steps.ts';
import type { TestServer } from '../support/running-server.ts';

const DAY_MS = 86_400_000;
const AHEAD_MS = 60 * DAY_MS;

/** Each story waits for the others at the same turns of the one clock that they share. */
type Story = (server: TestServer) => AsyncGenerator<'runs ahead' | 'is put right' | 'is believed again', void>;

const stories: Readonly<Record<string, Story>> = {
  async *'who signed up, or changed the app, signs in at once, and by a mailed link'(server) {
    const before = await personWithPassword(server, 'before@example.org');
    yield 'runs ahead';
    const holder = await personWithPassword(server, 'signed-up@example.org');
    const home = await signInWithPassword(server, before);
    const { secret } = await home.call('totp.begin', {});
    await home.call('totp.confirm', { code: totpCode(server, secret) });
    yield 'is put right';
    const comeIn = async () => {
      for (const person of [holder, { email: before.email, totpSecret: secret }]) {
        expect((await (await signInWithPassword(server, person)).send('session.read')).status).toBe(200);
        const link = await followRecoveryLink(server, person.email);
        await link.call('recovery-link.prove', { with: 'totp', code: nextCode(server, person.totpSecret) });
        await link.call('recovery-link.key-options', {});
      }
    };
    await comeIn();
    yield 'is believed again';
    await comeIn();
  },

  async *'a code of an app is still good once'(server) {
    yield 'runs ahead';
    const holder = await personWithPassword(server, 'once@example.org');
    yield 'is put right';
    await signInWithPassword(server, holder);
    const code = totpCode(server, holder.totpSecret);
    const again = new BrowserLike(server.url);
    await again.call('sign-in.password', { email: holder.email, password: PASSWORD });
    expect((await again.refused('sign-in.second-totp', { body: { code } })).code).toBe('sign-in.refused');
    yield 'is believed again';
  },

  async *'a link in a mail of that time opens nothing'(server) {
    const holder = await personWithKey(server, 'link@example.org');
    yield 'runs ahead';
    const browser = new BrowserLike(server.url);
    await browser.call('recovery-link.begin', { email: holder.email });
    await allDelivered(server);
    const { text } = await server.mailTo(holder.email, /\/recover\/link#hfl_/);
    const link = /\/recover\/link#(hfl_[\w-]+)/.exec(text)?.[1] ?? '';
    const isRefused = async () =>
      expect((await browser.refused('recovery-link.open', { body: { link } })).code).toBe('link.refused');
    yield 'is put right';
    await isRefused();
    yield 'is believed again';
    await isRefused();
  },

  async *'protection that was turned on settles in three days from then'(server) {
    const holder = await personWithPassword(server, 'settles@example.org');
    yield 'runs ahead';
    const home = await signInWithPassword(server, holder);
    const key = roamingKey(server);
    await home.call('enrolment.begin', {});
    await addKey(home, key, 'One');
    await addKey(home, roamingKey(server), 'Two');
    await prepare(home);
    await commit(home, key);
    yield 'is put right';
    yield 'is believed again';
    const { settlesAt } = await (await signIn(server, key)).call('account.read');
    expect((settlesAt ?? 0) - server.clock.now()).toBeLessThanOrEqual(3 * DAY_MS);
    server.clock.advance(3 * DAY_MS);
    expect((await (await signIn(server, key)).call('account.read')).settlesAt).toBeNull();
  },

  async *'a sign-up’s key acts at once; a key that was added is new for fourteen days'(server) {
    yield 'runs ahead';
    const holder = await protectedPerson(server, 'keys@example.org');
    await addKey(holder.browser, roamingKey(server), 'Added');
    const stages = async () => {
      const { credentials } = await (await signIn(server, holder.deskKey)).call('credential.list');
      return Object.fromEntries(credentials.map(({ nickname, stage }) => [nickname, stage]));
    };
    const withAdded = (stage: 'first-day' | 'new' | 'trusted') => ({
      'Desk key': 'trusted',
      Laptop: 'trusted',
      Added: stage,
    });
    yield 'is put right';
    expect(await stages()).toEqual(withAdded('first-day'));
    yield 'is believed again';
    server.clock.advance(DAY_MS + 60_000);
    expect(await stages()).toEqual(withAdded('new'));
    server.clock.advance(13 * DAY_MS);
    expect(await stages()).toEqual(withAdded('trusted'));
  },

  async *'a freeze of that time ends a week after the clock is believed'(server) {
    const holder = await personWithPassword(server, 'frozen@example.org');
    const own = roamingKey(server);
    await addKey(await signInWithPassword(server, holder), own, 'Own key');
    server.clock.advance(20 * DAY_MS);
    yield 'runs ahead';
    await signIn(server, own);
    await signInWithPassword(server, holder);
    await allDelivered(server);
    const link = await disownToken(server, holder.email, /not-me#/);
    await new BrowserLike(server.url).call('alert.lock', { link });
    yield 'is put right';
    await expect(signInWithPassword(server, holder)).rejects.toThrow();
    yield 'is believed again';
    server.clock.advance(7 * DAY_MS + 60_000);
    expect((await (await signInWithPassword(server, holder)).send('session.read')).status).toBe(200);
  },

  async *'who begins a change finishes it in a week, though another key was used in that time'(server) {
    const holder = await protectedPerson(server, 'beginner@example.org');
    server.clock.advance(20 * DAY_MS);
    yield 'runs ahead';
    await signIn(server, holder.laptop);
    yield 'is put right';
    yield 'is believed again';
    server.clock.advance(60_000);
    const home = await signIn(server, holder.deskKey);
    const email = 'beginner-new@example.org';
    await home.call('email.change', { email });
    const { text } = await server.mailTo(email, /\b\d{6}\b/);
    await home.call('email.confirm', { code: codeIn(text) });
    server.clock.advance(7 * DAY_MS + 60_000);
    const again = await signIn(server, holder.deskKey);
    const [hold] = (await again.call('hold.list')).holds;
    const params = { holdId: hold?.id ?? '' };
    const response = holder.deskKey.assert(await again.call('hold.finish-options', {}, params));
    await again.call('hold.finish', { response }, params);
    expect((await again.call('account.read')).email).toBe(email);
  },

  async *'a key that was shut out while it was new stays untrusted'(server) {
    const email = 'shut-out@example.org';
    const holder = await personWithKey(server, email);
    server.clock.advance(20 * DAY_MS);
    const link = await followRecoveryLink(server, email);
    const planted = roamingKey(server);
    const response = planted.register(await link.call('recovery-link.key-options', {}));
    await link.call('recovery-link.complete', { with: 'key', nickname: 'Planted', response });
    const comesBack = async () => {
      const thief = await followRecoveryLink(server, email);
      const body = { with: 'link', response: await comesWith(thief, planted) } as const;
      return (await thief.refused('credential.come-back', { body })).code;
    };
    yield 'runs ahead';
    const home = await signIn(server, holder.deskKey);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Planted')).id });
    expect(await comesBack()).toBe('credential.not-trusted');
    yield 'is put right';
    expect(await comesBack()).toBe('credential.not-trusted');
    yield 'is believed again';
    server.clock.advance(15 * DAY_MS);
    expect(await comesBack()).toBe('credential.not-trusted');
  },

  async *'a session of that time is over for good, not only until then'(server) {
    const holder = await protectedPerson(server, 'session@example.org');
    yield 'runs ahead';
    const open = await signIn(server, holder.deskKey);
    const { idleEndsAt } = await open.call('session.read');
    const isOver = async () => expect((await open.refused('session.read')).code).toBe('session.required');
    yield 'is put right';
    await isOver();
    yield 'is believed again';
    server.clock.advance(idleEndsAt - server.clock.now() - 60_000);
    await isOver();
  },
};

describeOnBothServers('written by a clock that was ahead', (running) => {
  const told = new Map<string, ReturnType<Story>>();
  const failed = new Map<string, unknown>();
  /** Up to its next turn; what fails is said where the story ends. */
  const tellAll = async () => {
    for (const [title, telling] of told) {
      if (failed.has(title)) continue;
      await telling.next().catch((error: unknown) => failed.set(title, error));
    }
  };
  beforeAll(async () => {
    const server = running();
    for (const [title, story] of Object.entries(stories)) told.set(title, story(server));
    await tellAll();
    await runAhead(server, AHEAD_MS);
    await tellAll();
    await putRight(server, AHEAD_MS);
    await tellAll();
    await believedAgain(server);
  });

  it.each(Object.keys(stories))('%s', async (title) => {
    if (failed.has(title)) throw failed.get(title);
    expect(await told.get(title)?.next()).toEqual({ done: true, value: undefined });
  });
});
