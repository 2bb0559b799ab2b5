// Story A.2: a thief (T) has one key of the account and its PIN, or one fresh session. Alone that takes nothing for good:
// the holder (H) comes back with another key, or with a suspended key and a recovery key, and T is shut out.

import { expect, it } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import {
  comeBackWithRecoveryKey,
  comesWith,
  giveSecondKey,
  keyNamed,
  stolenSession,
  tryKey,
} from '../support/key-steps.ts';
import { describeOnBothServers } from '../support/on-both-servers.ts';
import { addKey, protectedPerson, roamingKey, signIn, stepUp } from '../support/people.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeOnBothServers('one stolen key', (running) => {
  /** T has H's laptop key; H has the desk key and the recovery keys. */
  const stolen = async (email: string) => {
    const server = running();
    const holder = await protectedPerson(server, email);
    server.clock.advance(20 * DAY_MS);
    return { server, holder, thief: await signIn(server, holder.laptop) };
  };

  it('removes the other key and replaces the recovery keys nowhere in a minute, nor in a month', async () => {
    const { server, holder, thief } = await stolen('minute@example.org');
    const spare = roamingKey(server);
    await addKey(thief, spare, 'Spare of T');
    // The planted key is in its first day and holds no floor: nothing can be removed.
    const params = { credentialId: (await keyNamed(thief, 'Desk key')).id };
    expect((await thief.refused('credential.remove', { params })).code).toBe('floor.would-break');
    const { recoveryKeys } = await thief.call('recovery-key.make', {});
    const { hold } = await thief.call('recovery-key.replace', { recoveryKey: recoveryKeys[0] ?? '' });
    expect(hold).toMatchObject({ kind: 'recovery-key.replace', proofs: 1, stoppedBy: 'any' });
    // A day later the planted key counts for the floor, and H's key is only suspended.
    server.clock.advance(DAY_MS + HOUR_MS);
    const again = await signIn(server, holder.laptop);
    const removal = await again.call('credential.remove', undefined, params);
    expect(removal.hold).toMatchObject({ proofs: 1, stoppedBy: 'any' });
    expect(await tryKey(server, holder.deskKey)).toBe('credential.suspended');
    await server.mailTo(holder.email, /asked to remove the key/);
    server.clock.advance(2 * DAY_MS);
    // H comes back with the key that was shut out and an old recovery key; T's own key is shut out instead.
    const home = await comeBackWithRecoveryKey(server, holder.deskKey, holder.recoveryKeys[1] ?? '');
    expect(await tryKey(server, holder.laptop)).toBe('credential.suspended');
    const open = (await home.call('hold.list')).holds.filter(({ state }) => state === 'waiting' || state === 'ripe');
    expect(open).toEqual([]);
    server.clock.advance(30 * DAY_MS);
    expect(await tryKey(server, holder.deskKey)).toBeNull();
    const recovery = { email: holder.email, recoveryKey: holder.recoveryKeys[0] ?? '' };
    await new BrowserLike(server.url).call('recovery.begin', recovery);
  });

  it('finishes nothing alone after a fortnight: its own second touch takes a week, told', async () => {
    const { server, holder, thief } = await stolen('fortnight@example.org');
    const planted = [roamingKey(server), roamingKey(server)] as const;
    for (const [index, key] of planted.entries()) await addKey(thief, key, `Planted ${index}`);
    server.clock.advance(2 * DAY_MS);
    const again = await signIn(server, holder.laptop);
    const params = { credentialId: (await keyNamed(again, 'Desk key')).id };
    const { hold } = await again.call('credential.remove', undefined, params);
    server.clock.advance(4 * DAY_MS);
    const holdId = hold?.id ?? '';
    // Neither the beginner nor what it planted finishes it when its wait is over.
    for (const key of [holder.laptop, ...planted]) {
      const browser = await signIn(server, key);
      const { challenge } = await browser.call('hold.finish-options', {}, { holdId });
      const refused = await browser.refused('hold.finish', {
        params: { holdId },
        body: { response: key.assert({ challenge }) },
      });
      expect(refused.code).toMatch(/^(hold\.second-touch|credential\.not-trusted)$/);
    }
    await server.mailTo(holder.email, /is ready/);
    const home = await comeBackWithRecoveryKey(server, holder.deskKey, holder.recoveryKeys[0] ?? '');
    expect((await keyNamed(home, 'Laptop')).stage).toBe('suspended');
    expect((await keyNamed(home, 'Desk key')).stage).toBe('trusted');
  });

  it('with a fresh session alone plants keys that a day later do nothing to another key', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'session@example.org');
    server.clock.advance(20 * DAY_MS);
    const thief = stolenSession(server, await signIn(server, holder.deskKey));
    const planted = [roamingKey(server), roamingKey(server)] as const;
    for (const [index, key] of planted.entries()) await addKey(thief, key, `Planted ${index}`);
    server.clock.advance(DAY_MS + HOUR_MS);
    const later = await signIn(server, planted[0]);
    for (const name of ['Desk key', 'Laptop', 'Planted 1']) {
      const params = { credentialId: (await keyNamed(later, name)).id };
      for (const operation of ['credential.remove', 'credential.suspend', 'credential.confirm'] as const) {
        const sent = operation === 'credential.remove' ? { params } : { params, body: {} };
        expect((await later.refused(operation, sent)).code, `${operation} ${name}`).toBe('credential.not-trusted');
      }
    }
    // Two planted keys are not two proofs, either.
    expect((await later.refused('step-up.second-key-options', { body: {} })).code).toBe('credential.not-trusted');
    const home = await signIn(server, holder.deskKey);
    for (const name of ['Planted 0', 'Planted 1']) {
      await home.call('credential.suspend', {}, { credentialId: (await keyNamed(home, name)).id });
    }
    expect((await later.refused('session.read')).code).toBe('session.required');
    expect(await tryKey(server, planted[1])).toBe('credential.suspended');
  });

  it('suspends H’s two keys, and they come back together, where one alone does not', async () => {
    const server = running();
    const holder = await protectedPerson(server, 'pair@example.org');
    const bag = roamingKey(server);
    await addKey(holder.browser, bag, 'Bag key');
    server.clock.advance(20 * DAY_MS);
    const thief = await signIn(server, bag);
    for (const name of ['Desk key', 'Laptop']) {
      await thief.call('credential.suspend', {}, { credentialId: (await keyNamed(thief, name)).id });
    }
    const browser = new BrowserLike(server.url);
    const alone = { with: 'nothing', response: await comesWith(browser, holder.deskKey) } as const;
    expect(await browser.refused('credential.come-back', { body: alone })).toMatchObject({
      code: 'credential.suspended',
      comesBackAt: null,
    });
    const [response, other] = [await comesWith(browser, holder.deskKey), await comesWith(browser, holder.laptop)];
    await browser.call('credential.come-back', { with: 'key', response, other });
    expect(await tryKey(server, bag)).toBe('credential.suspended');
    expect((await thief.refused('session.read')).code).toBe('session.required');
    // Two trusted keys finish at once what has no fixed wait, and end T's key in three days without a further touch.
    await stepUp(browser, holder.deskKey);
    await giveSecondKey(browser, holder.laptop);
    const params = { credentialId: (await keyNamed(browser, 'Bag key')).id };
    expect((await browser.call('credential.remove', undefined, params)).hold).toMatchObject({
      proofs: 2,
      expiresAt: null,
    });
    server.clock.advance(3 * DAY_MS);
    const home = await signIn(server, holder.deskKey);
    await home.call('credential.rename', { nickname: 'Desk' }, { credentialId: (await keyNamed(home, 'Desk key')).id });
    const names = (await home.call('credential.list')).credentials.map(({ nickname }) => nickname);
    expect(names.sort()).toEqual(['Desk', 'Laptop']);
  });
});
