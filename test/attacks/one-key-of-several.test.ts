// A thief (T) has one of two trusted keys of a standard account, and its PIN. T shuts the other out and turns protection on, or
// replaces password and app. The holder (H) comes back with the mailbox and the other key, whichever it was.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { commit, followTakeBack, prepare, signInWithPassword } from '../support/enrolling.ts';
import { comesWith, keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithKey, personWithPassword, roamingKey, signIn, totpCode } from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('one of two trusted keys', (running) => {
  it('shuts the other out, replaces app and codes and removes the password: H’s key comes back', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'factors-too@example.org');
    const [stolen, own] = [roamingKey(server), roamingKey(server)];
    await addKey(await signInWithPassword(server, holder), stolen, 'Stolen');
    await addKey(await signInWithPassword(server, holder), own, 'Own');
    server.clock.advance(20 * DAY_MS);
    const thief = await signIn(server, stolen);
    await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, 'Own')).id });
    await thief.call('password.remove');
    const { secret } = await thief.call('totp.begin', {});
    await thief.call('totp.confirm', { code: totpCode(server, secret) });
    await thief.call('backup-code.make', {});
    expect(await tryKey(server, own)).toBe('credential.suspended');
    const home = new BrowserLike(server.url);
    const beside = { with: 'link', response: await comesWith(home, own) } as const;
    expect((await home.refused('credential.come-back', { body: beside })).code).toBe('flow.gone');
    await home.call('recovery-link.begin', { email: holder.email });
    const { text } = await server.mailTo(holder.email, /\/recover\/link#/);
    const link = /\/recover\/link#(hfl_[\w-]+)/.exec(text)?.[1] ?? '';
    expect(await home.call('recovery-link.open', { link })).toMatchObject({ proved: false, bringsKeyBack: true });
    await home.call('credential.come-back', { with: 'link', response: await comesWith(home, own) });
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Stolen')).id });
    expect((await thief.send('session.read')).status).toBe(401);
    expect(await tryKey(server, stolen)).toBe('credential.suspended');
    // The link is used up, and the thief's key has none.
    const again = { with: 'link', response: await comesWith(home, stolen) } as const;
    expect((await home.refused('credential.come-back', { body: again })).code).toBe('flow.gone');
  });

  it('turns protection on, and H takes it back with the other one, though T had suspended it', async () => {
    const server = running();
    const holder = await personWithKey(server, 'one-of-two@example.org');
    await addKey(holder.browser, holder.laptop, 'Laptop');
    server.clock.advance(20 * DAY_MS);
    const thief = await signIn(server, holder.deskKey);
    await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, 'Laptop')).id });
    const rogue = roamingKey(server);
    await addKey(thief, rogue, 'Rogue');
    await prepare(thief);
    expect((await commit(thief, holder.deskKey)).settlesAt).not.toBeNull();
    const browser = await followTakeBack(server, holder.email);
    const response = holder.laptop.assert(await browser.call('take-back.key-options', {}));
    await browser.call('enrolment.take-back', { with: 'key', response });
    const home = await signIn(server, holder.laptop);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Desk key')).id });
    expect(await home.call('account.read')).toMatchObject({ tier: 'standard' });
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
    expect(await tryKey(server, rogue)).not.toBeNull();
  });
});
