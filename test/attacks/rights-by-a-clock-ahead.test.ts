// A thief (T) planted a key minutes ago, and the server's clock jumps fifteen days ahead. By a clock in doubt no key gets rights
// by its age: T shuts none of the holder's keys out, and adds none.

import { expect, it } from 'vitest';
import { keyNamed } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';

describeOnBothServers('a planted key under a clock that is ahead', (running) => {
  it('is as new as it was before the clock moved', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'ahead@example.org');
    const planted = roamingKey(server);
    await addKey(holder.browser, planted, 'Planted');
    server.clock.jump(15 * 86_400_000);
    const thief = await signIn(server, planted);
    for (const name of ['Desk key', 'Laptop']) {
      const params = { credentialId: (await keyNamed(thief, name)).id };
      expect((await thief.refused('credential.suspend', { body: {}, params })).code).toBe('credential.not-trusted');
    }
    // The holder's keys are trusted otherwise than by their age.
    const home = await signIn(server, holder.deskKey);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Planted')).id });
  });
});
