// A thief (T) has no more than a copy of a session. It ends no session that the holder (H) opens later, so H comes in and
// ends it; and it vouches for no key that it planted, so the button in the alert still suspends that key.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { keyNamed, stolenSession, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { disownToken } from '../support/recovery-steps.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describeOnBothServers('a copied session', (running) => {
  it.each([0, 10])('%i minutes old ends no session that H opens later, and H ends it', async (minutes) => {
    const server = running();
    const holder = await protectedPerson(server, `copied-${minutes}@example.org`);
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    server.clock.advance(minutes * MINUTE_MS + 1);
    const home = await signIn(server, holder.laptop);
    const { sessions } = await home.call('session.list');
    const own = sessions.find(({ current }) => current);
    expect((await thief.refused('session.end-others', { body: {} })).code).toBe('session.step-up-required');
    const params = { sessionId: own?.id ?? '' };
    expect((await thief.refused('session.end', { params })).code).toBe('session.step-up-required');
    await home.call('session.end-others', {});
    expect((await thief.send('session.read')).status).toBe(401);
  });

  it('vouches for no key that it planted: the button of the alert suspends it', async () => {
    const server = running();
    const holder = await personWithKey(server, 'vouched-by-a-copy@example.org');
    await addKey(holder.browser, holder.laptop, 'Laptop');
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    const rogue = roamingKey(server);
    const credentialId = await addKey(thief, rogue, 'Rogue');
    const refused = await thief.refused('credential.confirm', { body: {}, params: { credentialId } });
    expect(refused.code).toBe('session.step-up-required');
    const link = await disownToken(server, holder.email, /Rogue/);
    await new BrowserLike(server.url).call('alert.disown', { link });
    expect(await tryKey(server, rogue)).toBe('credential.suspended');
    const home = await signIn(server, holder.laptop);
    expect((await keyNamed(home, 'Rogue')).stage).toBe('suspended');
  });
});
