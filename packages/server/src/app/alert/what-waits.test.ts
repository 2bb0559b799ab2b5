// What a link would stop is what it does stop, and what it leaves is told apart.

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { sampleHold } from '../../domain/hold/hold.sample.ts';
import { CLAIM_MS, HOLD_MS, type Hold } from '../../domain/hold/hold.ts';
import { makeId } from '../../domain/id.ts';
import { loadAccount } from '../../storage/account.ts';
import { insertHold } from '../../storage/hold.ts';
import { stopWhatIsBegun } from './stop-what-is-begun.ts';
import { leftWaiting, wouldStop } from './what-waits.ts';

const RIPENS = TEST_TIME + HOLD_MS;

describeUseCase('what a link would stop, and what it leaves', (world) => {
  const set = async (...changes: readonly Partial<Hold>[]) => {
    const { id } = await makeAccount(world.deps, { tier: 'advanced' });
    await world.deps.store.write(async (tx) => {
      for (const change of changes) {
        const hold = sampleHold({
          startedAt: TEST_TIME,
          ripensAt: RIPENS,
          ...change,
          id: makeId('hold', randomBytes(16)),
        });
        await insertHold(tx, id, hold, RIPENS);
      }
    });
    return (now = TEST_TIME) =>
      world.deps.store.read(async (tx) => {
        const account = await loadAccount(tx, id);
        if (!account) throw new Error('the account is there');
        return { account, ...(await wouldStop(tx, account, now)), ...(await leftWaiting(tx, account, now)) };
      });
  };

  it('counts recoveries apart, and a recovery begun again among what goes on', async () => {
    const look = await set(
      {},
      { kind: 'recovery' },
      { kind: 'email.change', proofs: 2, stoppedBy: 'trusted-key' },
      { kind: 'totp.replace', proofs: 2, stoppedBy: 'second-factor' },
    );
    const before = await look();
    expect(before).toMatchObject({ stops: 1, stopsRecovery: true, leaves: 2, leavesRecovery: false });
    await world.deps.store.write(async (tx) => {
      expect(await stopWhatIsBegun(world.deps, tx, before.account, 'disown', [], TEST_TIME)).toBe(2);
    });
    expect(await look()).toMatchObject({ stops: 0, stopsRecovery: false, leaves: 2, leavesRecovery: false });
    const again = await set({ kind: 'recovery', stoppedBy: 'trusted-key' });
    expect(await again()).toMatchObject({ stops: 0, stopsRecovery: false, leaves: 0, leavesRecovery: true });
  });

  it('counts nothing that has lapsed, whatever a late job has stored', async () => {
    const look = await set({});
    expect(await look(RIPENS + CLAIM_MS - 1)).toMatchObject({ stops: 1 });
    expect(await look(RIPENS + CLAIM_MS)).toMatchObject({ stops: 0, leaves: 0 });
  });
});
