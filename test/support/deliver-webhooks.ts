// Looks of the webhooks' lane.

import type { Deps } from '../../packages/server/src/app/deps.ts';
import { webhookDeliverer } from '../../packages/server/src/app/outbox/deliver-webhook.ts';
import { deliverLane } from './deliver-lane.ts';

/** @returns how many were tried. */
export const deliverWebhooks = (deps: Deps, now: () => number): Promise<number> =>
  deliverLane(deps, webhookDeliverer(deps, now), now);
