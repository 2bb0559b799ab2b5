// A thief (T) has one of two trusted keys of a standard account, and no mailbox. The holder (H) has the other key and the
// mailbox. T does something harmless again and again, or signs in again and again: neither keeps H from the way back.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { commit, nextCode, prepare, signInWithPassword } from '../support/enrolling.ts';
import { comesWith, followRecoveryLink, giveSecondKey, keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import {
  addKey,
  PASSWORD,
  personWithKey,
  personWithPassword,
  roamingKey,
  signIn,
  stepUp,
  totpCode,
} from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('the way back by the mailbox', (running) => {
  const two = async (email: string) => {
    const server = running();
    const holder = await personWithKey(server, email);
    const own = roamingKey(server);
    await addKey(await signIn(server, holder.deskKey), own, 'Own');
    server.clock.advance(20 * DAY_MS);
    return { server, holder, own };
  };

  it('is ended by nothing that T does with a key: H’s key comes back all the same', async () => {
    const { server, holder, own } = await two('in-a-loop@example.org');
    const thief = await signIn(server, holder.deskKey);
    const { id: credentialId } = await keyNamed(thief, 'Own');
    await thief.call('credential.remove', undefined, { credentialId });
    const home = await followRecoveryLink(server, holder.email);
    server.clock.advance(1000);
    await stepUp(thief, holder.deskKey);
    await thief.call('credential.suspend', {}, { credentialId });
    await addKey(thief, roamingKey(server), 'Another');
    await home.call('credential.come-back', { with: 'link', response: await comesWith(home, own) });
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Desk key')).id });
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
  });

  it('proves nothing any more once H has replaced what it was proved with', async () => {
    for (const way of ['password', 'key', 'another app'] as const) {
      const server = running();
      const holder = await personWithPassword(server, `proved-${way.replace(' ', '-')}@example.org`);
      server.clock.advance(20 * DAY_MS);
      // T reads the mailbox, and had one code, or the password.
      const thief = await followRecoveryLink(server, holder.email);
      const { secret: theirs } =
        way === 'another app'
          ? await thief.call('recovery-link.make-totp', { password: PASSWORD })
          : {
              secret:
                (await thief.call('recovery-link.prove', {
                  with: 'totp',
                  code: nextCode(server, holder.totpSecret),
                })) && '',
            };
      server.clock.advance(60_000);
      const home = await signInWithPassword(server, holder);
      const { secret } = await home.call('totp.begin', {});
      await home.call('totp.confirm', { code: totpCode(server, secret) });
      await home.call('password.set', { password: 'seven loud storks left the meadow early' });
      const tried =
        way === 'another app'
          ? await thief.send('recovery-link.replace-totp', { body: { code: totpCode(server, theirs) } })
          : way === 'password'
            ? await thief.send('recovery-link.complete', {
                body: { with: 'password', password: 'what T would have it be' },
              })
            : await thief.send('recovery-link.key-options', { body: {} });
      expect(tried.status, way).toBe(410);
      expect((await home.send('session.read')).status, way).toBe(200);
    }
  });

  it('ends what T had half done elsewhere', async () => {
    const { server, holder, own } = await two('half-done@example.org');
    const thief = await signIn(server, holder.deskKey);
    await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, 'Own')).id });
    await prepare(thief);
    await addKey(thief, roamingKey(server), 'Rogue');
    const home = await followRecoveryLink(server, holder.email);
    await home.call('credential.come-back', { with: 'link', response: await comesWith(home, own) });
    expect(await thief.call('enrolment.read')).toMatchObject({ started: false });
    await expect(commit(thief, holder.deskKey)).rejects.toThrow();
    expect((await home.send('session.read')).status).toBe(200);
  });

  it('brings no key back that two keys are ending, and vouches for none', async () => {
    const { server, holder, own } = await two('two-end-it@example.org');
    const third = roamingKey(server);
    await addKey(await signIn(server, own), third, 'Third');
    server.clock.advance(20 * DAY_MS);
    const home = await signIn(server, own);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Desk key')).id });
    // T reads the mailbox too.
    const thief = await followRecoveryLink(server, holder.email);
    await thief.call('credential.come-back', { with: 'link', response: await comesWith(thief, holder.deskKey) });
    const { text } = await server.mailTo(holder.email, /came back[\s\S]*not-me#/);
    const link = /\/not-me#(\S+)/.exec(text)?.[1] ?? '';
    const stopped = await new BrowserLike(server.url).call('alert.disown', { link });
    expect(stopped.key).toMatchObject({ name: 'Desk key', became: 'suspend' });
    await stepUp(home, own);
    await giveSecondKey(home, third);
    await home.call('credential.remove', undefined, { credentialId: (await keyNamed(home, 'Desk key')).id });
    const again = await followRecoveryLink(server, holder.email);
    const response = await comesWith(again, holder.deskKey);
    const refused = await again.refused('credential.come-back', { body: { with: 'link', response } });
    expect(refused.code).toBe('credential.not-trusted');
    expect((await home.call('hold.list')).holds.map(({ kind, state }) => `${kind} ${state}`)).toContain(
      'credential.remove waiting',
    );
  });

  it('and whoever signs in again and again keeps no other session alive', async () => {
    const { server, holder, own } = await two('signs-in-again@example.org');
    const older = await signIn(server, holder.deskKey);
    server.clock.advance(1000);
    const home = await signIn(server, own);
    server.clock.advance(1000);
    const newer = await signIn(server, holder.deskKey);
    expect(await home.call('session.end-others', {})).toMatchObject({ left: 1 });
    expect((await older.send('session.read')).status).toBe(401);
    expect((await newer.send('session.read')).status).toBe(200);
    await stepUp(home, own);
    expect(await home.call('session.end-others', {})).toEqual({ ended: 1, left: 0 });
    expect((await newer.send('session.read')).status).toBe(401);
  });
});
