// Story A.7: a thief (T) plants a webhook in a stolen session, and a bot presses every link that comes. Later T has the
// mailbox as well, and the bot presses the button of each alert. Neither keeps the holder (H) out.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { allDelivered } from '../support/all-delivered.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { enrol, signInWithPassword } from '../support/enrolling.ts';
import { giveSecondKey, keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { codeIn, personWithPassword, platformKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { disownToken } from '../support/recovery-steps.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnBothServers(
  'a planted webhook',
  (running) => {
    let receiver: WebhookReceiver;
    beforeAll(async () => {
      receiver = await startWebhookReceiver();
    });
    afterAll(() => receiver.close());

    it('is sent no link that acts, so a bot behind it has nothing to press', async () => {
      const server = running();
      const holder = await personWithPassword(server, 'planted@example.org');
      server.clock.advance(DAY_MS);
      await (await signInWithPassword(server, holder)).call('webhook.add', { name: 'sync', url: receiver.url });
      await signInWithPassword(server, holder);
      await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBeGreaterThan(0);
      await allDelivered(server);
      for (const { body } of receiver.received) {
        // A token stands after "#": no address has one, and the only address is that of a page.
        expect(body).not.toContain('#');
        expect(JSON.parse(body).data.links).toEqual({ sessions: `${server.url}/sessions` });
      }
    });

    it('that H did not tick hears of the protection as the last thing, and of nothing after it', async () => {
      const server = running();
      const holder = await personWithPassword(server, 'unticked@example.org');
      server.clock.advance(DAY_MS);
      await (await signInWithPassword(server, holder)).call('webhook.add', { name: 'sync', url: receiver.url });
      server.clock.advance(10 * DAY_MS);
      const key = roamingKey(server);
      await enrol(await signInWithPassword(server, holder), [key, platformKey(server)]);
      await allDelivered(server);
      const heard = receiver.received.length;
      expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toContain('holdfast.enrolment.commit');
      await signIn(server, key);
      await allDelivered(server);
      expect(receiver.received.length).toBe(heard);
    });

    it('is told nothing more once H says of its alert “This wasn’t me”', async () => {
      const server = running();
      const holder = await protectedPerson(server, 'disowned@example.org');
      server.clock.advance(DAY_MS);
      await (await signIn(server, holder.deskKey)).call('webhook.add', { name: 'sync', url: receiver.url });
      const link = await disownToken(server, holder.email, /added the webhook/);
      const done = await new BrowserLike(server.url).call('alert.disown', { link });
      expect(done).toMatchObject({ about: 'channel', channelsPaused: 1 });
      await allDelivered(server);
      const heard = receiver.received.length;
      await signIn(server, holder.laptop);
      await allDelivered(server);
      expect(receiver.received.length).toBe(heard);
    });
  },
  { env: { HOLDFAST_WEBHOOKS_TO_LOOPBACK: 'yes' } },
);

describeOnBothServers('a bot that reads the mail', (running) => {
  const pressed = new Set<string>();
  /** It presses the button of every alert of this account that it has not pressed, and locks with the newest. */
  const pressAll = async (email: string): Promise<void> => {
    const server = running();
    await allDelivered(server);
    const links = (await server.mails()).flatMap(({ to, text }) => (to === email ? linkIn(text) : []));
    for (const link of links.filter((one) => !pressed.has(one))) {
      pressed.add(link);
      await new BrowserLike(server.url).call('alert.disown', { link });
    }
    await new BrowserLike(server.url).send('alert.lock', { body: { link: links[0] } });
  };

  it('shuts out one key and locks once; H comes in, vouches for both, and it does nothing more', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'bot@example.org');
    server.clock.advance(DAY_MS);
    await signIn(server, holder.deskKey);
    await pressAll(holder.email);
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
    // The last trusted way in is never shut out. What it opens is ended once, and not a second time that day.
    expect(await tryKey(server, holder.laptop)).toBeNull();
    await pressAll(holder.email);
    const home = await signIn(server, holder.laptop);
    await pressAll(holder.email);
    await home.call('session.read');
    // H vouches for one with a recovery key, and for the other with that one.
    await home.call('step-up.recovery-key', { recoveryKey: holder.recoveryKeys[0] ?? '' });
    await home.call('credential.bring-back', {}, { credentialId: (await keyNamed(home, 'Desk key')).id });
    await pressAll(holder.email);
    await home.call('session.read');
    for (let day = 0; day < 28; day += 4) {
      server.clock.advance(4 * DAY_MS);
      const [desk, laptop] = [await signIn(server, holder.deskKey), await signIn(server, holder.laptop)];
      await pressAll(holder.email);
      for (const browser of [desk, laptop]) await browser.call('session.read');
    }
  });

  it('does not keep H from leaving that mailbox: what a vouched-for key has half done goes on', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'leaves-it@example.org');
    server.clock.advance(DAY_MS);
    for (const [key, other] of [
      [holder.laptop, 'Desk key'],
      [holder.deskKey, 'Laptop'],
    ] as const) {
      const browser = await signIn(server, key);
      await browser.call('credential.confirm', {}, { credentialId: (await keyNamed(browser, other)).id });
    }
    const home = await signIn(server, holder.laptop);
    await giveSecondKey(home, holder.deskKey);
    await pressAll(holder.email);
    const email = 'left-it@example.org';
    await home.call('email.change', { email });
    await pressAll(holder.email);
    const { text } = await server.mailTo(email, /\d{6}/);
    await home.call('email.confirm', { code: codeIn(text) });
    await pressAll(holder.email);
    expect(await home.call('account.read')).toMatchObject({ email });
  });

  it('keeps H out on no day, though H vouches for nothing: the second sign-in lasts', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'every-day@example.org');
    /** H signs in with whichever key opens. */
    const comeIn = async () => ((await tryKey(server, holder.laptop)) === null ? holder.laptop : holder.deskKey);
    for (let day = 0; day < 6; day++) {
      server.clock.advance(DAY_MS + HOUR_MS);
      await comeIn();
      await pressAll(holder.email);
      await signIn(server, await comeIn());
      await pressAll(holder.email);
      const home = await signIn(server, await comeIn());
      await pressAll(holder.email);
      await home.call('session.read');
    }
  });
});

function linkIn(text: string): readonly string[] {
  const link = /\/not-me#(\S+)/.exec(text)?.[1];
  return link === undefined ? [] : [link];
}
