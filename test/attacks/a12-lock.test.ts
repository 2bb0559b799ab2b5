// Story A.12: a thief (T) is in, has planted a key, and recovers the account with a copied recovery key. The holder (H)
// presses one button, Lock, and all of it ends. A list of questions stays until a trusted key has answered it.

import { expect, it } from 'vitest';
import { signInWithPassword } from '../support/enrolling.ts';
import { keyNamed, stolenSession, tryKey } from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, personWithPassword, protectedPerson, roamingKey, signIn } from '../support/people.ts';
import { beginRecovery, stateOfCase } from '../support/recovery-steps.ts';

const DAY_MS = 86_400_000;

describeOnBothServers('Lock', (running) => {
  const intrusion = async (email: string) => {
    const server = running();
    const holder = await protectedPerson(server, email);
    server.clock.advance(20 * DAY_MS);
    const home = await signIn(server, holder.laptop);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    const rogue = roamingKey(server);
    await addKey(thief, rogue, 'Rogue');
    const { proofs } = await beginRecovery(server, holder.email, [holder.recoveryKeys[0]]);
    return { server, holder, home, thief, rogue, proofs };
  };

  it('ends T’s session, T’s key and the recovery that T began, and says before what it will do', async () => {
    const { server, home, thief, rogue, proofs, holder } = await intrusion('bar@example.org');
    const does = { holdsStopped: 1, keysSuspended: ['Rogue'], liftedBy: ['Desk key', 'Laptop'] };
    const rehearsed = await home.call('account.rehearse-lock');
    expect({ ...rehearsed, liftedBy: rehearsed.liftedBy.toSorted() }).toMatchObject(does);
    await thief.call('session.read');
    expect(await home.call('account.lock', {})).toEqual(rehearsed);
    for (const browser of [thief, home]) expect((await browser.refused('session.read')).code).toBe('session.required');
    expect(await stateOfCase(server, proofs)).toBe('vetoed');
    expect(await tryKey(server, rogue)).toBe('credential.suspended');
    await server.mailTo(holder.email, /locked/);
    expect(await tryKey(server, holder.laptop)).toBeNull();
  });

  it('leaves a list that a trusted key ticks off; a new key does not, and it stays meanwhile', async () => {
    const { server, holder, home } = await intrusion('list@example.org');
    await home.call('account.lock', {});
    const back = await signIn(server, holder.deskKey);
    const { incident } = await back.call('incident.read');
    expect(incident).toMatchObject({ by: 'lock', left: 4 });
    const questions = incident?.questions.map(({ question }) => question) ?? [];
    expect(questions[0]).toBe('keys');
    const spare = roamingKey(server);
    await addKey(back, spare, 'Spare');
    const young = await signIn(server, spare);
    for (const question of questions) {
      const refused = await young.refused('incident.answer', { params: { question }, body: {} });
      expect(refused.code).toBe('credential.not-trusted');
    }
    for (const [index, question] of questions.entries()) {
      expect(await back.call('incident.answer', {}, { question })).toEqual({ left: questions.length - index - 1 });
    }
    expect(await young.call('incident.read')).toEqual({ incident: null });
  });

  it('pressed by T with a stolen trusted key acts once a day, and H suspends that key', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'repeated@example.org');
    server.clock.advance(20 * DAY_MS);
    await (await signIn(server, holder.laptop)).call('account.lock', {});
    const again = await signIn(server, holder.laptop);
    expect((await again.refused('account.lock', { body: {} })).code).toBe('lock.limited');
    const home = await signIn(server, holder.deskKey);
    await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, 'Laptop')).id });
    expect((await again.refused('session.read')).code).toBe('session.required');
    expect(await tryKey(server, holder.laptop)).toBe('credential.suspended');
  });

  it('keeps a phished password and code out until a trusted key returns', async () => {
    const server = running();
    const holder = await personWithPassword(server, 'phished@example.org');
    const desk = roamingKey(server);
    await addKey(await signInWithPassword(server, holder), desk, 'Desk key');
    server.clock.advance(15 * DAY_MS);
    const thief = await signInWithPassword(server, holder);
    await (await signIn(server, desk)).call('account.lock', {});
    expect((await thief.refused('session.read')).code).toBe('session.required');
    await expect(signInWithPassword(server, holder)).rejects.toThrow('sign-in.refused');
    await signIn(server, desk);
    await signInWithPassword(server, holder);
  });
});
