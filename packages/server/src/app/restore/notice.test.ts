import { expect, it } from 'vitest';
import { makeAccount } from '../../../../../test/support/accounts.ts';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { decideRestore } from './decide.ts';
import { noticeOfRestore } from './notice.ts';
import { recordRestoration } from './record-restoration.ts';

describeUseCase('what the operator is told', (world) => {
  const notice = () => world.deps.store.read(noticeOfRestore);
  const restore = (knownSize: number | null) =>
    world.deps.store.write((tx) =>
      recordRestoration(world.deps, tx, { why: 'behind', foundSize: 4, knownSize, takenAt: null }, TEST_TIME),
    );

  it('is nothing where nothing was put back', async () => {
    expect(await notice()).toBeNull();
  });

  it('is nothing where nobody has an account yet: there is nothing to decide', async () => {
    await restore(9);
    expect(await notice()).toBeNull();
  });

  it('is when, how much of the log is known to be lost, and what to do, until it is decided', async () => {
    await makeAccount(world.deps);
    await restore(9);
    expect(await notice()).toMatch(/2026-06-01T12:00:00.000Z, with 4 entries in its log, which had 9.*restore decide/);
    await decideRestore(world.deps, { holds: 'cancel', codes: 'void', guesses: 'wait' }, TEST_TIME + 1);
    expect(await notice()).toBeNull();
  });

  it('claims no number that nobody knows', async () => {
    await restore(null);
    expect(await notice()).toMatch(/with 4 entries in its log\. What/);
  });
});
