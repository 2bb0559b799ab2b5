// Looks of the webhooks' lane: what is due is delivered, and what could not be written down is thrown.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { Lane } from '../../packages/server/src/app/outbox/deliver.ts';
import { webhookDeliverer } from '../../packages/server/src/app/outbox/deliver-webhook.ts';

/** @returns how many were tried. */
export async function deliverWebhooks(deps: Deps, now: () => number): Promise<number> {
  const faults: unknown[] = [];
  const deliverer = webhookDeliverer(deps, now);
  const lane = new Lane({ deps, deliverer, now, onFault: (error) => faults.push(error) });
  let count = 0;
  for (let started = await lane.start(); started > 0; started = await lane.start()) {
    count += started;
    await lane.settled();
  }
  if (faults.length > 0) throw faults[0];
  return count;
}
