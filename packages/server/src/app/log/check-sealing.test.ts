// Readiness looks at the sealer: waiting is allowed, catching up is allowed, having stopped is not.

import { expect, it } from 'vitest';
import { makeCaller } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { record } from '../record.ts';
import { checkSealing, SEALING_LATE_MS } from './check-sealing.ts';
import { sealEvents } from './seal.ts';

describeUseCase('sealing', (world) => {
  const happen = (now: number) =>
    world.deps.store.write((tx) =>
      record(world.deps, tx, { ...makeCaller(), now }, 'account.rename', null, { done: true }, {}),
    );
  const sealAll = async (now: number): Promise<void> => {
    while ((await sealEvents(world.deps, now)) > 0);
  };
  const check = (now: number) => checkSealing(world.deps, now);

  it('is late when an event has waited over five seconds and nothing was sealed meanwhile', async () => {
    expect(SEALING_LATE_MS).toBe(5000);
    await check(TEST_TIME);
    await happen(TEST_TIME);
    await check(TEST_TIME + 5000);
    await expect(check(TEST_TIME + 5001)).rejects.toThrow(/nothing seals/);
    await sealEvents(world.deps, TEST_TIME + 6000);
    await check(TEST_TIME + 60_000);
  });

  it('that works through a backlog is not late', async () => {
    const start = TEST_TIME + 100_000;
    await Promise.all(Array.from({ length: 300 }, () => happen(start)));
    await sealEvents(world.deps, start + 20_000);
    await check(start + 21_000);
    await expect(check(start + 25_001)).rejects.toThrow(/nothing seals/);
  });

  it('that has stopped is seen whatever the clock did: a head from the future does not count', async () => {
    const ahead = TEST_TIME + 86_400_000;
    await sealAll(ahead);
    await happen(ahead);
    await sealAll(ahead);
    const back = TEST_TIME + 200_000;
    await check(back);
    await happen(back);
    await check(back + 5000);
    await expect(check(back + 5001)).rejects.toThrow(/nothing seals/);
    await sealAll(back + 6000);
    await check(back + 60_000);
    // What was waiting when the clock was put back waits too long as well.
    await happen(ahead);
    await expect(check(back + 70_000)).rejects.toThrow(/nothing seals/);
  });
});
