// A suspended key does nothing, on a standard account too: its touch finishes no change whose wait is over.

import { expect, it } from 'vitest';
import { signInWithPassword } from '../support/enrolling.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, codeIn, personWithPassword, roamingKey } from '../support/people.ts';

const HOUR_MS = 3_600_000;

describeOnBothServers('a suspended key of a standard account', (running) => {
  it('finishes no change of address, though its session is live', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'finishes@example.org');
    const browser = await signInWithPassword(server, holder);
    const key = roamingKey(server);
    const credentialId = await addKey(browser, key, 'Suspended');
    await browser.call('email.change', { email: 'elsewhere@example.org' });
    const code = codeIn((await server.mailTo('elsewhere@example.org', /\b\d{6}\b/)).text);
    const { hold } = await browser.call('email.confirm', { code });
    const params = { holdId: hold?.id ?? '' };
    await browser.call('credential.suspend', {}, { credentialId });
    server.clock.advance(73 * HOUR_MS);
    const options = await browser.call('hold.finish-options', {}, params);
    expect(options.allowCredentials).toEqual([]);
    const body = { response: key.assert(options) };
    expect((await browser.refused('hold.finish', { body, params })).code).toBe('credential.suspended');
  });
});
