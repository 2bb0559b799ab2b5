// Story A.3: a thief (T) prepares recovery keys in a stolen session, and hopes that they come alive when the holder (H)
// turns protection on. What is half done belongs to the session that made it, is told, and ends with every change outside it.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { enrol, signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { personWithPassword, platformKey, roamingKey, totpCode } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describeOnBothServers('recovery keys planted before an enrolment', (running) => {
  /** T has phished a password and a code, and prepares everything but the tap. */
  const planted = async (server: TestServer, email: string) => {
    const holder = await personWithPassword(server, email);
    server.clock.advance(DAY_MS);
    const thief = await signInWithPassword(server, holder);
    await thief.call('enrolment.begin', {});
    const { recoveryKeys } = await thief.call('enrolment.make-recovery-keys', {});
    await thief.call('enrolment.prove', { recoveryKey: recoveryKeys[0] ?? '', waitHours: 72 });
    return { holder, thief, planted: recoveryKeys };
  };

  it('H hears that somebody began, and finds nothing begun in a session of their own', async () => {
    const server = running();
    const { holder } = await planted(server, 'told@example.org');
    await server.mailTo(holder.email, /began to turn on the protection/);
    const browser = await signInWithPassword(server, holder);
    expect(await browser.call('enrolment.read')).toMatchObject({
      started: false,
      step: 1,
      recoveryKeysMadeAt: null,
      recoveryProvedAt: null,
      waitHours: null,
    });
  });

  it('H turns protection on with recovery keys of their own; those of T open no recovery', async () => {
    const server = running();
    const { holder, thief, planted: theirs } = await planted(server, 'enrols@example.org');
    const browser = await signInWithPassword(server, holder);
    const own = await enrol(browser, [roamingKey(server), platformKey(server)]);
    await server.mailTo(holder.email, /half turned on elsewhere was dropped/);
    expect((await thief.refused('session.read')).code).toBe('session.required');
    for (const recoveryKey of theirs) {
      const body = { email: holder.email, recoveryKey };
      expect((await new BrowserLike(server.url).refused('recovery.begin', { body })).code).toBe('recovery.refused');
    }
    await new BrowserLike(server.url).call('recovery.begin', { email: holder.email, recoveryKey: own[1] ?? '' });
  });

  it('once H has begun, T has nothing to go on with', async () => {
    const server = running();
    const { holder, thief } = await planted(server, 'dropped@example.org');
    const browser = await signInWithPassword(server, holder);
    await browser.call('enrolment.begin', {});
    expect(await thief.call('enrolment.read')).toMatchObject({ started: false });
    expect((await thief.refused('enrolment.make-recovery-keys', { body: {} })).code).toBe('flow.gone');
  });

  it('“This wasn’t me”, a new password, a new app and an hour each end what T prepared', async () => {
    const server = running();
    const ends: Readonly<Record<string, (made: Awaited<ReturnType<typeof planted>>) => Promise<unknown>>> = {
      disown: async ({ holder }) => {
        const mail = await server.mailTo(holder.email, /began to turn on the protection/);
        const link = /\/not-me#(\S+)/.exec(mail.text)?.[1] ?? '';
        await new BrowserLike(server.url).call('alert.disown', { link });
      },
      password: async ({ holder }) =>
        (await signInWithPassword(server, holder)).call('password.set', { password: 'a completely different phrase' }),
      app: async ({ holder }) => {
        const browser = await signInWithPassword(server, holder);
        const { secret } = await browser.call('totp.begin', {});
        await browser.call('totp.confirm', { code: totpCode(server, secret) });
      },
      hour: async () => server.clock.advance(60 * MINUTE_MS),
    };
    for (const [name, end] of Object.entries(ends)) {
      const made = await planted(server, `ends-${name}@example.org`);
      await end(made);
      const answer = await made.thief.send('enrolment.read');
      if (answer.status === 200) expect((await answer.json()) as object, name).toMatchObject({ started: false });
      else expect(answer.status, name).toBe(401);
    }
  });
});
