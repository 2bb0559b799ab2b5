// A holder (H) with one key, shut out by a thief (T) who has another, comes back with a recovery key: also with a key that is
// only days old, which is trusted from then on. A stranger learns nothing at that door, and a listener has nothing to replay.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { comeBackWithRecoveryKey, comesWith, keyNamed, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, protectedPerson, roamingKey, signIn } from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('a suspended key that comes back', (running) => {
  it('with a recovery key is trusted at once, and T’s trusted key is suspended instead', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'five-days@example.org');
    server.clock.advance(20 * DAY_MS);
    const fresh = roamingKey(server);
    await addKey(await signIn(server, holder.deskKey), fresh, 'Fresh key');
    server.clock.advance(5 * DAY_MS);
    // T took the bag with both old keys in it.
    const thief = await signIn(server, holder.deskKey);
    await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, 'Fresh key')).id });
    expect(await tryKey(server, fresh)).toBe('credential.suspended');
    const home = await comeBackWithRecoveryKey(server, fresh, holder.recoveryKeys[0] ?? '');
    await server.mailTo(holder.email, /came back and signed in/);
    expect(await keyNamed(home, 'Fresh key')).toMatchObject({ stage: 'trusted', thisSession: true });
    expect((await thief.refused('session.read')).code).toBe('session.required');
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
    // What is left of T's is suspended by H, who is trusted now.
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Laptop')).id });
    expect(await tryKey(server, holder.laptop)).toBe('credential.suspended');
  });

  it('is spoken of to nobody who cannot sign with it; an answer is good once, for this alone', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'quiet@example.org');
    server.clock.advance(DAY_MS);
    const other = await signIn(server, holder.laptop);
    await other.call('credential.suspend', {}, { credentialId: (await keyNamed(other, 'Desk key')).id });
    const stranger = new BrowserLike(server.url);
    const recoveryKey = holder.recoveryKeys[0] ?? '';
    const options = await stranger.call('credential.come-back-options', {});
    expect(options.allowCredentials).toEqual([]);
    const forged = holder.deskKey.assert(options, { spoilSignature: true });
    const nobodys = roamingKey(server);
    nobodys.register({ challenge: options.challenge, user: { id: 'AA' } });
    const signIns = holder.deskKey.assert(await stranger.call('sign-in.key-options', {}));
    for (const response of [forged, nobodys.assert({ challenge: options.challenge }), signIns]) {
      const body = { with: 'recovery-key', recoveryKey, response };
      expect((await stranger.refused('credential.come-back', { body })).code).toBe('sign-in.refused');
    }
    const response = await comesWith(stranger, holder.deskKey);
    expect((await stranger.refused('sign-in.key', { body: { response } })).code).toBe('sign-in.refused');
    const again = { with: 'recovery-key', recoveryKey, response: await comesWith(stranger, holder.deskKey) } as const;
    await new BrowserLike(server.url).call('credential.come-back', again);
    expect((await stranger.refused('credential.come-back', { body: again })).code).toBe('sign-in.refused');
  });
});
