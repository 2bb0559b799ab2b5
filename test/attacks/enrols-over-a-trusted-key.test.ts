// Story A.12: a thief (T) reads the mailbox of a standard account that opens with the trusted key of its holder (H), comes in by a
// recovery link with a key in its first day, and turns protection on to have that key trusted and H's shut out.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { commit, prepare } from '../support/enrolling.ts';
import { keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { personWithKey, roamingKey, signIn, stepUp } from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('a first-day key beside a trusted one', (running) => {
  it('does not confirm an enrolment: H’s key stays, is told, and shuts the other out', async () => {
    const server = running();
    const email = 'over@example.org';
    const { deskKey } = await personWithKey(server, email);
    server.clock.advance(20 * DAY_MS);
    const thief = new BrowserLike(server.url);
    await thief.call('recovery-link.begin', { email });
    const mail = await server.mailTo(email, /\/recover\/link#hfl_/);
    await thief.call('recovery-link.open', { link: /\/recover\/link#(hfl_[\w-]+)/.exec(mail.text)?.[1] ?? '' });
    const young = roamingKey(server);
    const response = young.register(await thief.call('recovery-link.key-options', {}));
    await thief.call('recovery-link.complete', { with: 'key', nickname: 'Young', response });
    await prepare(thief);
    await expect(commit(thief, young)).rejects.toThrow();
    const options = await thief.call('enrolment.commit-options', {});
    const { allowCredentials: _trusted, ...any } = options;
    const body = { understood: true, floor: 'advanced', response: young.assert(any as typeof options) };
    expect((await thief.refused('enrolment.commit', { body })).code).toBe('credential.not-trusted');
    const holder = await signIn(server, deskKey);
    expect(await holder.call('account.read')).toMatchObject({ tier: 'standard' });
    await stepUp(holder, deskKey);
    await holder.call('credential.suspend', {}, { credentialId: (await keyNamed(holder, 'Young')).id });
    expect(await tryKey(server, young)).toBe('credential.suspended');
  });
});
