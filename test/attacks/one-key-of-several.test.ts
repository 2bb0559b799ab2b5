// A thief (T) has one of two trusted keys of a standard account, and its PIN. T shuts the other out and turns protection on.
// It settles all the same: the holder (H) takes it back with the mailbox and the other key, which comes back with it.

import { expect, it } from 'vitest';
import { commit, followTakeBack, prepare } from '../support/enrolling.ts';
import { keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithKey, roamingKey, signIn } from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('one of two trusted keys', (running) => {
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
