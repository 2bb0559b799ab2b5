import { expect, it } from 'vitest';
import { believeAgain, doubt, setClockState } from '../../../../../test/support/doubt.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { noticeOfClock } from './notice.ts';

describeUseCase('what the operator is told of the clock', (world) => {
  const notice = () => world.deps.store.read(noticeOfClock);

  it('is nothing while it is believed', async () => {
    expect(await notice()).toBeNull();
  });

  it('is when it was moved, how, for how long it is doubted at most, and where to read on', async () => {
    await doubt(world.deps);
    expect(await notice()).toMatch(
      /2026-06-01T12:00:00.000Z: 3600 s ahead of the time that a server has run\. .* at most 24 h .*docs\/operating\.md/,
    );
    await setClockState(world.deps, { steady_ms: 5 * 3_600_000 });
    expect(await notice()).toMatch(/at most 19 h/);
    await believeAgain(world.deps);
    expect(await notice()).toBeNull();
  });
});
