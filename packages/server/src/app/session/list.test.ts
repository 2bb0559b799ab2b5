// The list of sessions: everything that can act for the account right now, and nothing that cannot.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { deleteCredential } from '../../storage/credential.ts';
import { signOut } from './end.ts';
import { LastSeen } from './last-seen.ts';
import { listAccountSessions } from './list.ts';

const HOUR_MS = 3_600_000;

describeUseCase('the list of sessions', (world) => {
  it('shows device, place, key and times, newest first, and which one is asking', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    const older = await signIn(world.deps, account, { now: TEST_TIME - 1000, caller: { ip: '8.8.8.8' } });
    const here = await signIn(world.deps, account, { with: account.keys[1] ?? null });
    const { sessions } = factsOf(await listAccountSessions(world.deps, here));
    expect(sessions.map(({ id, current, keyName }) => [id, current, keyName])).toEqual([
      [here.session.id, true, 'Blue key'],
      [older.session.id, false, 'This laptop'],
    ]);
    expect(sessions[1]).toMatchObject({
      device: 'Unknown browser',
      deviceKind: 'unknown',
      place: { countryCode: 'US', country: 'United States' },
      ip: '8.8.8.8',
      method: 'key',
      bound: false,
      createdAt: TEST_TIME - 1000,
      idleSecondsMax: 3600,
      endsAt: TEST_TIME - 1000 + 24 * HOUR_MS,
    });
  });

  it('leaves out what ended, idled out or is another account’s', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await signIn(world.deps, account, { now: TEST_TIME - HOUR_MS });
    await signOut(world.deps, await signIn(world.deps, account));
    await signIn(world.deps, await makeAccount(world.deps));
    const here = await signIn(world.deps, account);
    const { sessions } = factsOf(await listAccountSessions(world.deps, here));
    expect(sessions.map(({ id }) => id)).toEqual([here.session.id]);
  });

  it('knows of uses that are not written yet', async () => {
    const deps = { ...world.deps, lastSeen: new LastSeen() };
    const account = await makeAccount(deps, { tier: 'advanced' });
    const older = await signIn(deps, account, { now: TEST_TIME - HOUR_MS });
    deps.lastSeen.note(older.session.id, TEST_TIME - 1);
    const { sessions } = factsOf(await listAccountSessions(deps, await signIn(deps, account)));
    expect(sessions.map(({ lastSeenAt }) => lastSeenAt)).toEqual([TEST_TIME, TEST_TIME - 1]);
  });

  it('names no key where a password opened it, or where the key is gone', async () => {
    const account = await makeAccount(world.deps, { keys: [{}, { nickname: 'Lost' }] });
    const lost = account.keys[1];
    if (!lost) throw new Error('two keys were made');
    await signIn(world.deps, account, { with: lost });
    await world.deps.store.write((tx) => deleteCredential(tx, account.id, lost.id, TEST_TIME));
    const here = await signIn(world.deps, account, { with: null });
    const { sessions } = factsOf(await listAccountSessions(world.deps, here));
    expect(sessions.map(({ method, keyName }) => [method, keyName]).sort()).toEqual([
      ['key', null],
      ['password', null],
    ]);
  });
});
