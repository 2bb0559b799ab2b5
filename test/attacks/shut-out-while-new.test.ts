// A thief (T) planted two keys in a stolen session. The holder (H) shuts both out while they are new. However long T waits,
// they are not two trusted keys that come back together: what was shut out before it was trusted never became so.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { comesWith, keyNamed, stolenSession, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('two planted keys that were shut out while they were new', (running) => {
  it.each(['suspended', 'locked'] as const)('stay so, and H’s key is not shut out instead (%s)', async (how) => {
    const server = running();
    const holder = await protectedPerson(server, `planted-${how}@example.org`);
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    const planted = [roamingKey(server), roamingKey(server)] as const;
    for (const [index, key] of planted.entries()) await addKey(thief, key, `Planted ${index}`);
    const home = await signIn(server, holder.laptop);
    if (how === 'locked') await home.call('account.lock', {});
    else
      for (const name of ['Planted 0', 'Planted 1'])
        await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, name)).id });
    server.clock.advance(40 * DAY_MS);
    const browser = new BrowserLike(server.url);
    const [response, other] = [await comesWith(browser, planted[0]), await comesWith(browser, planted[1])];
    const body = { with: 'key', response, other };
    const answer = await browser.send('credential.come-back', { body });
    expect(((await answer.json()) as { code?: string }).code).toBe('credential.not-trusted');
    expect(await tryKey(server, holder.laptop)).toBeNull();
    for (const key of planted) expect(await tryKey(server, key)).toBe('credential.suspended');
  });
});
