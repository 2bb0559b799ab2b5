// Story A.6: a thief (T) added a key of their own. The holder (H) shuts it out at once, in a session or from the mail, and
// nothing that T still has brings it back: a recovery key does, which T has not, and time only where H is gone.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeRecoveryKey, RECOVERY_KEY_RANDOM_BYTES } from '../../packages/server/src/domain/recovery/recovery-key.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { comesWith, keyNamed, stolenSession, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { disownToken } from '../support/recovery-steps.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('a rogue key', (running) => {
  const planted = async (email: string) => {
    const server = running();
    const holder = await protectedPerson(server, email);
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    const rogue = roamingKey(server);
    await addKey(thief, rogue, 'Rogue');
    return { server, holder, rogue };
  };

  it('is new and asked about; suspended it opens nothing, however long T waits', async () => {
    const { server, holder, rogue } = await planted('rogue@example.org');
    const home = await signIn(server, holder.laptop);
    expect(await keyNamed(home, 'Rogue')).toMatchObject({ stage: 'first-day', asksWhose: true, removable: true });
    const inside = await signIn(server, rogue);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Rogue')).id });
    expect((await inside.refused('session.read')).code).toBe('session.required');
    for (const days of [0, 8, 20]) {
      server.clock.advance(days * DAY_MS);
      expect(await tryKey(server, rogue)).toBe('credential.suspended');
      const browser = new BrowserLike(server.url);
      const alone = { with: 'nothing', response: await comesWith(browser, rogue) } as const;
      expect((await browser.refused('credential.come-back', { body: alone })).code).toBe('credential.suspended');
    }
    expect(await tryKey(server, holder.deskKey)).toBeNull();
  });

  it('is shut out with its sessions by “This wasn’t me” in its alert, and H’s keys stay', async () => {
    const { server, holder, rogue } = await planted('from-the-mail@example.org');
    const inside = await signIn(server, rogue);
    const link = await disownToken(server, holder.email, /added the key “Rogue”/);
    const done = await new BrowserLike(server.url).call('alert.disown', { link });
    expect(done).toMatchObject({ about: 'added-key', key: { name: 'Rogue', became: 'suspend' } });
    expect((await inside.refused('session.read')).code).toBe('session.required');
    expect(await tryKey(server, rogue)).toBe('credential.suspended');
    server.clock.advance(8 * DAY_MS);
    for (const key of [holder.deskKey, holder.laptop]) expect(await tryKey(server, key)).toBeNull();
    // H was there since, so a week alone does not bring it back.
    const browser = new BrowserLike(server.url);
    const alone = { with: 'nothing', response: await comesWith(browser, rogue) } as const;
    expect(await browser.refused('credential.come-back', { body: alone })).toMatchObject({ comesBackAt: null });
  });

  it('guesses recovery keys: they are counted for that account and never open it', async () => {
    const { server, holder, rogue } = await planted('guesses@example.org');
    const home = await signIn(server, holder.laptop);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Rogue')).id });
    const codes = new Set<string>();
    const browser = new BrowserLike(server.url);
    for (let tries = 0; tries < 22; tries++) {
      const recoveryKey = makeRecoveryKey(randomBytes(RECOVERY_KEY_RANDOM_BYTES));
      const body = { with: 'recovery-key', recoveryKey, response: await comesWith(browser, rogue) };
      codes.add((await browser.refused('credential.come-back', { body })).code);
    }
    expect([...codes]).toEqual(['recovery-key.refused', 'request.throttled']);
    // H's own recovery is as it was, and so is H's own typing of one.
    await home.call('step-up.recovery-key', { recoveryKey: holder.recoveryKeys[1] ?? '' });
    const recovery = { email: holder.email, recoveryKey: holder.recoveryKeys[0] ?? '' };
    await new BrowserLike(server.url).call('recovery.begin', recovery);
  });
});
