// A thief (T) has one of the holder's (H) keys. H turns protection off, with two proofs. What T had begun meanwhile is stopped:
// on the standard account the same key would finish it alone.

import { expect, it } from 'vitest';
import { giveSecondKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { codeIn, protectedPerson, signIn } from '../support/people.ts';

const HOUR_MS = 3_600_000;

describeOnBothServers('what one key began under protection', (running) => {
  it('is stopped when protection ends', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'leaves-first@example.org');
    server.clock.advance(24 * HOUR_MS);
    const home = await signIn(server, holder.laptop);
    await giveSecondKey(home, holder.deskKey);
    await home.call('protection.leave', {});
    server.clock.advance(30_000);
    const thief = await signIn(server, holder.deskKey);
    const email = 'thief@example.org';
    await thief.call('email.change', { email });
    const { hold } = await thief.call('email.confirm', { code: codeIn((await server.mailTo(email, /\d{6}/)).text) });
    server.clock.advance(73 * HOUR_MS);
    const again = await signIn(server, holder.deskKey);
    await expect.poll(async () => (await again.call('account.read')).tier).toBe('standard');
    expect((await again.call('account.read')).holds).toEqual([]);
    const params = { holdId: hold?.id ?? '' };
    expect((await again.refused('hold.finish-options', { body: {}, params })).code).toBe('not-found');
    expect(await again.call('account.read')).toMatchObject({ email: holder.email });
  });
});
