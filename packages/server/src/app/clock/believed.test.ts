import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { believeAgain, doubt, withMovedClock } from '../../../../../test/support/doubt.ts';
import { describeUseCaseOnBoth } from '../../../../../test/support/use-case.ts';
import { putNode } from '../../storage/clock.ts';
import type { Deps } from '../deps.ts';
import { sealEvents } from '../log/seal.ts';
import { recordBySystem } from '../record.ts';
import { clockIsBelieved, startIsBelieved } from './believed.ts';

const HOUR_MS = 3_600_000;

describeUseCaseOnBoth('the clock', (world) => {
  const isBelieved = (deps: Deps = world.deps) => deps.store.read((tx) => clockIsBelieved(deps, tx));
  const isBelievedAtStart = () => world.deps.store.read((tx) => startIsBelieved(world.deps, tx));

  it('is believed as long as nothing speaks against it', async () => {
    expect(await isBelieved()).toBe(true);
    expect(await isBelievedAtStart()).toBe(true);
  });

  it('is not by a process that sees it moved, before anything is on record', async () => {
    expect(await isBelieved(withMovedClock(world.deps))).toBe(false);
    expect(await isBelieved()).toBe(true);
  });

  it('is by no process while it is on record that it was moved', async () => {
    await doubt(world.deps);
    expect(await isBelieved()).toBe(false);
    expect(await isBelievedAtStart()).toBe(false);
    await believeAgain(world.deps);
    expect(await isBelieved()).toBe(true);
  });

  it('is by a program that looks in only where a server has looked within the hour', async () => {
    const { deps } = world;
    const sealed = TEST_TIME - 5 * HOUR_MS;
    await deps.store.write((tx) => recordBySystem(deps, tx, sealed, 'client.add', null));
    await sealEvents(deps, sealed);
    expect(await isBelievedAtStart()).toBe(false);
    await deps.store.write((tx) => putNode(tx, { node: 'server', wall_at: TEST_TIME - HOUR_MS }));
    expect(await isBelievedAtStart()).toBe(true);
    await deps.store.write((tx) => putNode(tx, { node: 'server', wall_at: TEST_TIME + 61_000 }));
    expect(await isBelievedAtStart()).toBe(false);
  });
});
