// Story A.12: the holder (H) turns protection on, and a thief (T) has a copy of the cookie of that very session. Nothing that T
// plants in it comes alive by H's touch.

import { expect, it } from 'vitest';
import type { BrowserLike } from '../support/browser-like.ts';
import { commit, prepare } from '../support/enrolling.ts';
import { keyNamed, stolenSession } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithKey, roamingKey, signIn } from '../support/people.ts';
import type { TestServer } from '../support/running-server.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('a copy of the cookie of the session that enrols', (running) => {
  const ready = async (server: TestServer, email: string) => {
    const { deskKey, laptop } = await personWithKey(server, email);
    server.clock.advance(20 * DAY_MS);
    const holder = await signIn(server, deskKey);
    await addKey(holder, laptop, 'Laptop');
    await prepare(holder);
    return { email, deskKey, laptop, holder };
  };
  const signedOut = async (browser: BrowserLike) => (await browser.refused('session.read')).code;

  it('dies with H’s next step; and where T acts first, H is signed out and hears of it', async () => {
    const server = running();
    const { email, deskKey, holder } = await ready(server, 'copied@example.org');
    const old = stolenSession(server, holder);
    await holder.call('enrolment.make-recovery-keys', {});
    expect(await signedOut(old)).toBe('session.required');
    const thief = stolenSession(server, holder);
    await addKey(thief, roamingKey(server), 'Laptop 2');
    expect(await signedOut(holder)).toBe('session.required');
    await server.mailTo(email, /Laptop 2/);
    // H comes back, shuts the key out, and T's session with it; what T had half done is gone.
    const again = await signIn(server, deskKey);
    await again.call('credential.suspend', {}, { credentialId: (await keyNamed(again, 'Laptop 2')).id });
    await again.call('session.end-others', {});
    expect(await signedOut(thief)).toBe('session.required');
    await prepare(again);
    await commit(again, deskKey);
    const { credentials } = await again.call('credential.list');
    expect(credentials.filter(({ stage }) => stage === 'trusted').map(({ nickname }) => nickname)).toEqual([
      'Desk key',
    ]);
  });

  it('swaps no recovery keys behind H’s touch: it was asked for others, and nothing is turned on', async () => {
    const server = running();
    const { email, deskKey, holder } = await ready(server, 'swapped@example.org');
    const options = await holder.call('enrolment.commit-options', {});
    const response = deskKey.assert(options);
    await holder.call('enrolment.make-recovery-keys', {});
    const body = { understood: true, floor: 'advanced', response };
    expect((await holder.refused('enrolment.commit', { body })).code).toBe('ceremony.refused');
    expect(await holder.call('account.read')).toMatchObject({ tier: 'standard' });
    await server.mailTo(email, /made a second time/);
  });
});
