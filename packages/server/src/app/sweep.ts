// Lets go of what has run out, where the clock by which it has run out is believed.

import { decideSweep } from '../domain/clock/belief.ts';
import { findClockState } from '../storage/clock.ts';
import { sweep } from '../storage/sweep.ts';
import { clockIsBelieved } from './clock/believed.ts';
import type { Deps } from './deps.ts';

export async function sweepRunOut(deps: Pick<Deps, 'store' | 'clock'>, now: number): Promise<void> {
  await deps.store.write(async (tx) => {
    const { steady_ms: steadyMs } = await findClockState(tx);
    await sweep(tx, decideSweep(await clockIsBelieved(deps, tx), steadyMs, now));
  });
}
