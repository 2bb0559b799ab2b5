// Story A.1: with a fresh session of an account a thief (T) adds hardware keys and raises the floor with them, to shut out
// the holder's (H's) keys. What takes rights from a trusted key is slow, and a new key does none of it.

import { expect, it } from 'vitest';
import { comeBackWithRecoveryKey, keyNamed, stolenSession, tryKey, vouchForMakers } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, protectedPerson, roamingKey, signIn, stepUp } from '../support/people.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('a raised floor', (running, address) => {
  /** T sits in a fresh session of H, and has added two hardware keys there. */
  const intrusion = async (email: string) => {
    const server = running();
    const holder = await protectedPerson(server, email);
    server.clock.advance(2 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    const keys = [roamingKey(server), roamingKey(server)] as const;
    const names = keys.map((_key, index) => `${email} ${index}`) as [string, string];
    for (const [index, key] of keys.entries()) await addKey(thief, key, names[index] ?? '');
    await vouchForMakers(address(), names);
    return { server, holder, thief, keys, names };
  };

  it('is refused to a key of a minute ago, which also removes, suspends and replaces nothing', async () => {
    const { server, holder, thief, keys, names } = await intrusion('minute@example.org');
    await stepUp(thief, keys[0]);
    const params = { credentialId: (await keyNamed(thief, 'Desk key')).id };
    for (const [operation, sent] of [
      ['protection.raise-floor', { body: {} }],
      ['credential.remove', { params }],
      ['credential.suspend', { params, body: {} }],
      ['credential.add-options', { body: { hint: 'security-key' } }],
      ['recovery-key.make', { body: {} }],
    ] as const) {
      expect((await thief.refused(operation, sent)).code, operation).toBe('credential.not-trusted');
    }
    expect(await tryKey(server, holder.deskKey)).toBeNull();
    expect(await tryKey(server, holder.laptop)).toBeNull();
    expect((await keyNamed(thief, names[0])).stage).toBe('first-day');
  });

  it('does not count keys on their first day, whoever asks for it', async () => {
    const { thief } = await intrusion('first-day@example.org');
    const refused = await thief.refused('protection.raise-floor', { body: {} });
    expect(refused).toMatchObject({
      code: 'requirements.unmet',
      unmet: ['two-hardware-keys', 'key-for-another-device'],
    });
  });

  it('over a trusted key waits, is told, and is stopped by a mere session of H', async () => {
    const { server, holder, keys, names } = await intrusion('waits@example.org');
    // T waited unseen until the planted keys were trusted: the worst that can be.
    server.clock.advance(15 * DAY_MS);
    const thief = await signIn(server, keys[0]);
    const { hold } = await thief.call('protection.raise-floor', {});
    expect(hold).toMatchObject({ kind: 'protection.raise-floor', proofs: 1, stoppedBy: 'any' });
    await server.mailTo(holder.email, /only hardware keys open/);
    const home = await signIn(server, holder.laptop);
    expect((await home.call('account.read')).hardwareShutsOut.sort()).toEqual(['Desk key', 'Laptop']);
    await home.call('hold.veto', {}, { holdId: hold?.id ?? '' });
    server.clock.advance(30 * DAY_MS);
    expect(await tryKey(server, holder.deskKey)).toBeNull();
    expect((await keyNamed(await signIn(server, keys[1]), names[1])).stage).toBe('trusted');
  });

  it('does not become instant by suspending the trusted keys first, and they come back meanwhile', async () => {
    const { server, holder, keys } = await intrusion('suspends-first@example.org');
    server.clock.advance(15 * DAY_MS);
    const thief = await signIn(server, keys[0]);
    for (const name of ['Desk key', 'Laptop']) {
      await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, name)).id });
    }
    const { hold } = await thief.call('protection.raise-floor', {});
    expect(hold).toMatchObject({ kind: 'protection.raise-floor', proofs: 1 });
    const home = await comeBackWithRecoveryKey(server, holder.deskKey, holder.recoveryKeys[1] ?? '');
    expect((await home.call('hold.list')).holds.filter(({ state }) => state === 'waiting')).toEqual([]);
    expect(await tryKey(server, keys[0])).toBe('credential.suspended');
  });
});
