// The two ways in which a clock is in doubt: this process has just seen it move, or it is on record on the database.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { WatchedClock } from '../../packages/server/src/platform/clock.ts';
import { lockClockState, updateClockState } from '../../packages/server/src/storage/clock.ts';
import type { ClockStateRow } from '../../packages/server/src/storage/clock-tables.ts';
import { MovableClock, TEST_TIME } from './clock.ts';

/** The same, of a process whose clock was put ahead a moment ago; nobody has put it on record yet. */
export function withMovedClock(deps: Deps, aheadMs = 3_600_000): Deps {
  const clock = new MovableClock();
  const watched = new WatchedClock(clock);
  clock.jump(aheadMs);
  return { ...deps, clock: watched };
}

/** As a server that looks would write it. */
export const setClockState = (deps: Deps, change: Partial<ClockStateRow>): Promise<void> =>
  deps.store.write(async (tx) => {
    await lockClockState(tx);
    await updateClockState(tx, change);
  });

/** On record: every server on the database doubts it. */
export const doubt = (deps: Deps, from = TEST_TIME): Promise<void> =>
  setClockState(deps, { doubted_from: from, moved_at: from, why: 'stepped', gap_ms: 3_600_000, steady_ms: 0 });

export const believeAgain = (deps: Deps): Promise<void> => setClockState(deps, { doubted_from: null });

/** In either way, one after the other. */
export async function eachDoubt(deps: Deps, act: (doubting: Deps) => Promise<void>): Promise<void> {
  await act(withMovedClock(deps));
  await doubt(deps);
  await act(deps);
  await believeAgain(deps);
}
