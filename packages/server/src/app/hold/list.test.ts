// Things that will happen: open ones first, then those that ended in the last thirty days, and only the account's own.

import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { asker, begin, HOUR_MS } from '../../../../../test/support/recoveries.ts';
import { describeUseCase, factsOf } from '../../../../../test/support/use-case.ts';
import { leaveProtection } from '../protection/change.ts';
import { listHolds } from './list.ts';
import { vetoHold } from './veto.ts';

const DAY_MS = 24 * HOUR_MS;

describeUseCase('listing holds', (world) => {
  it('shows the next to happen first, and what ended after it, the last to end first, for thirty days', async () => {
    const account = await makeAccount(world.deps, { tier: 'advanced' });
    await leaveProtection(world.deps, await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' })));
    const caller = await signIn(world.deps, account);
    const asked = async () => factsOf(await leaveProtection(world.deps, caller)).hold.id;
    const first = await asked();
    await vetoHold(world.deps, caller, { holdId: first });
    const again = await asked();
    await vetoHold(world.deps, { ...caller, now: TEST_TIME + 1000 }, { holdId: again });
    const third = await asked();
    await begin(world.deps, account, asker(TEST_TIME + 2000));
    const list = async (now: number) =>
      factsOf(await listHolds(world.deps, { ...caller, now })).holds.map(({ id, kind, state }) => [kind, state, id]);
    const listed = await list(TEST_TIME + 3000);
    expect(listed.map(([kind, state]) => [kind, state])).toEqual([
      ['protection.leave', 'waiting'],
      ['recovery', 'waiting'],
      ['protection.leave', 'vetoed'],
      ['protection.leave', 'vetoed'],
    ]);
    expect(listed.map(([, , id]) => id)).toEqual([third, expect.any(String), again, first]);
    expect((await list(TEST_TIME + 30 * DAY_MS + 1001)).map(([, , id]) => id)).not.toContain(again);
  });
});
