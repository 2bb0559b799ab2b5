// Writing last-seen times: in one batch, never backwards, and nothing is lost where the write fails.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, leaves } from '../../../../../test/support/use-case.ts';
import { findSession } from '../../storage/session.ts';
import { flushLastSeen } from './flush-last-seen.ts';
import { LastSeen } from './last-seen.ts';

describeUseCase('flushing last-seen times', (world) => {
  const noted = async (at: number) => {
    const deps = { ...world.deps, lastSeen: new LastSeen() };
    const { session } = await signIn(deps, await makeAccount(deps));
    deps.lastSeen.note(session.id, at);
    const stored = async () => (await deps.store.read((tx) => findSession(tx, session.id)))?.last_seen_at;
    return { deps, session, stored };
  };

  it('writes what was noted, once', async () => {
    const { deps, stored } = await noted(TEST_TIME + 5);
    await flushLastSeen(deps);
    expect(await stored()).toBe(TEST_TIME + 5);
    expect(deps.lastSeen.take().size).toBe(0);
  });

  it('never replaces a later time by an earlier one', async () => {
    const { deps, stored } = await noted(TEST_TIME - 5);
    await flushLastSeen(deps);
    expect(await stored()).toBe(TEST_TIME);
  });

  it('writes nothing where nothing was noted', async () => {
    const deps = { ...world.deps, lastSeen: new LastSeen() };
    expect((await leaves(deps, () => flushLastSeen(deps))).changed).toEqual([]);
  });

  it('keeps what it could not write for the next time', async () => {
    const { deps, session, stored } = await noted(TEST_TIME + 5);
    const broken = { ...deps.store, write: () => Promise.reject(new Error('the disk is full')) };
    await expect(flushLastSeen({ ...deps, store: broken })).rejects.toThrow('the disk is full');
    expect(deps.lastSeen.of(session.id, 0)).toBe(TEST_TIME + 5);
    await flushLastSeen(deps);
    expect(await stored()).toBe(TEST_TIME + 5);
  });
});
