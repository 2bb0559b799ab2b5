// Looks of one lane of the outbox: what is due is delivered, and what could not be written down is thrown.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { Lane } from '../../packages/server/src/app/outbox/deliver.ts';
import type { Deliverer } from '../../packages/server/src/app/outbox/deliverer.ts';

/** @returns how many were tried. */
export async function deliverLane(deps: Deps, deliverer: Deliverer, now: () => number): Promise<number> {
  const faults: unknown[] = [];
  const lane = new Lane({ deps, deliverer, now, onFault: (error) => faults.push(error) });
  let count = 0;
  for (let started = await lane.start(); started > 0; started = await lane.start()) {
    count += started;
    await lane.settled();
  }
  if (faults.length > 0) throw faults[0];
  return count;
}
