import { expect, it } from 'vitest';
import { makeAccount, signIn } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase, factsOf, leaves } from '../../../../../test/support/use-case.ts';
import { optIn, optOut } from './opt.ts';
import { readTraining } from './read.ts';

describeUseCase('the training ledger, for its holder', (world) => {
  it('says since when what they write is excluded, why, and what was before', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps));
    const at = (ms: number) => ({ ...caller, now: TEST_TIME + ms });
    expect(factsOf(await readTraining(world.deps, caller))).toMatchObject({ excludedSince: null, optedOut: false });
    factsOf(await optOut(world.deps, at(10)));
    factsOf(await optIn(world.deps, at(20)));
    factsOf(await optOut(world.deps, at(30)));
    const left = await leaves(world.deps, () => readTraining(world.deps, at(40)));
    expect(left.changed).toEqual([]);
    expect(factsOf(left.answer)).toMatchObject({
      excludedSince: TEST_TIME + 30,
      optedOut: true,
      intervals: [
        { reason: 'opt-out', from: TEST_TIME + 10, until: TEST_TIME + 20 },
        { reason: 'opt-out', from: TEST_TIME + 30, until: null },
      ],
    });
  });

  it('of a protected account goes back to when protection was turned on', async () => {
    const caller = await signIn(world.deps, await makeAccount(world.deps, { tier: 'advanced' }));
    const { excludedSince, optedOut } = factsOf(await readTraining(world.deps, caller));
    expect(excludedSince).not.toBeNull();
    expect(optedOut).toBe(false);
  });
});
