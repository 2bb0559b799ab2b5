import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../test/support/clock.ts';
import { eachDoubt, setClockState } from '../../../../test/support/doubt.ts';
import { describeUseCaseOnBoth } from '../../../../test/support/use-case.ts';
import { putFlow } from '../storage/flow.ts';
import { isSpent, spend } from '../storage/spent.ts';
import { countAttempt } from '../storage/throttle.ts';
import { sweepRunOut } from './sweep.ts';

const DAY_MS = 24 * 3_600_000;
const LATER = TEST_TIME + 40 * DAY_MS;

describeUseCaseOnBoth('the sweeper', (world) => {
  const isThere = (id: string) => world.deps.store.read((tx) => isSpent(tx, id));
  const steady = (ms: number) => setClockState(world.deps, { steady_ms: ms });
  const counts = () =>
    world.deps.store.read(async (tx) => [
      (await tx.q.selectFrom('flow').select('flow_key').execute()).length,
      (await tx.q.selectFrom('throttle').select('throttle_key').execute()).length,
    ]);

  it('lets go of nothing by a clock that is in doubt', async () => {
    await steady(100 * DAY_MS);
    await world.deps.store.write(async (tx) => {
      await spend(tx, 'used', TEST_TIME);
      await countAttempt(tx, 'tries', 1000, TEST_TIME);
      const flow = { kind: 'sign-in', account_id: null, state_sealed: '', code_hash: null, tries_left: 1 } as const;
      await putFlow(tx, { flow_key: 'flow', ...flow, created_at: TEST_TIME, expires_at: TEST_TIME });
    });
    await eachDoubt(world.deps, async (deps) => {
      await steady(100 * DAY_MS);
      await sweepRunOut(deps, LATER);
      expect(await isThere('used')).toBe(true);
      expect(await counts()).toEqual([1, 1]);
    });
  });

  it('remembers what was spent until the clock has gone steadily for 15 days after a doubt', async () => {
    await steady(16 * DAY_MS - 1);
    await sweepRunOut(world.deps, LATER);
    expect(await isThere('used')).toBe(true);
    expect(await counts()).toEqual([0, 0]);
    await steady(16 * DAY_MS);
    await sweepRunOut(world.deps, TEST_TIME + 15 * DAY_MS);
    expect(await isThere('used')).toBe(true);
    await sweepRunOut(world.deps, TEST_TIME + 15 * DAY_MS + 1);
    expect(await isThere('used')).toBe(false);
  });
});
