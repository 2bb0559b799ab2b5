// A thief (T) with the password and codes of a standard account moves its address on and on, so that the first change is past
// contesting before its holder (H), who reads the first mailbox alone, has seen the mail.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { codeIn, type PersonWithPassword, personWithPassword } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnBothServers('a second change of address', (running) => {
  const begin = async (browser: BrowserLike, to: string) => {
    await browser.call('email.change', { email: to });
    const { hold } = await browser.call('email.confirm', {
      code: codeIn((await running().mailTo(to, /\b\d{6}\b/)).text),
    });
    return hold?.id ?? '';
  };
  const contestLink = async (email: string, match: RegExp) =>
    /\/contest#(hfc_\S+)/.exec((await running().mailTo(email, match)).text)?.[1] ?? '';
  const contest = (link: string) => new BrowserLike(running().url).call('email.contest', { link });
  /** The first change is made by password and codes; the second waits. T has 73 hours for each. */
  const moved = async (server: TestServer, name: string) => {
    const holder = await personWithPassword(server, `${name}@example.org`);
    server.clock.advance(20 * DAY_MS);
    const [one, two] = [`${name}-1@example.net`, `${name}-2@example.net`];
    const first = await begin(await signInWithPassword(server, holder), one);
    server.clock.advance(73 * HOUR_MS);
    await finish(server, holder, first);
    const second = await begin(await signInWithPassword(server, { ...holder, email: one }), two);
    return { holder, one, two, second };
  };
  const finish = async (server: TestServer, who: Pick<PersonWithPassword, 'email' | 'totpSecret'>, holdId: string) =>
    (await signInWithPassword(server, who)).call('hold.finish', {}, { holdId });

  it('does not go through while the first is contested, and H goes back with the older app', async () => {
    const server = running();
    const { holder, one, second } = await moved(server, 'contested');
    await contest(await contestLink(holder.email, /#hfc_/));
    server.clock.advance(73 * HOUR_MS);
    const thief = await signInWithPassword(server, { ...holder, email: one });
    const params = { holdId: second };
    expect((await thief.refused('hold.finish', { body: {}, params })).code).toBe('email.contested');
    expect((await thief.refused('email.change', { body: { email: 'third@example.net' } })).code).toBe(
      'email.contested',
    );
    const home = await signInWithPassword(server, { ...holder, email: one });
    expect((await home.call('account.read')).emailContest).toMatchObject({ old: holder.email });
    expect(await home.call('email.decide', { keep: 'old' })).toEqual({ email: holder.email });
  });

  it('once made is also told to the first mailbox, which can contest it and get back its own', async () => {
    const server = running();
    const { holder, one, two, second } = await moved(server, 'late');
    server.clock.advance(73 * HOUR_MS);
    await finish(server, { ...holder, email: one }, second);
    const link = await contestLink(holder.email, /took the place of this one has been replaced as well/);
    await contest(link);
    await server.mailTo(two, /is contested/);
    const home = await signInWithPassword(server, { ...holder, email: two });
    expect(await home.call('email.decide', { keep: 'old' })).toEqual({ email: holder.email });
    const again = new BrowserLike(server.url);
    expect((await again.refused('email.contest', { body: { link } })).code).toBe('link.refused');
  });
});
