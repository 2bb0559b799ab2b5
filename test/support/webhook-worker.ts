// A process that delivers the webhooks that are due, until it is killed.

import { Lane } from '../../packages/server/src/app/outbox/deliver.ts';
import { webhookDeliverer } from '../../packages/server/src/app/outbox/deliver-webhook.ts';
import { TEST_TIME } from './clock.ts';
import { makeDeps } from './deps.ts';
import { type DatabaseAddress, openStore } from './open-store.ts';

/** What it is told on its command line, as JSON. */
export interface WebhookWorkerJob {
  readonly address: DatabaseAddress;
}

const { address } = JSON.parse(process.argv[2] ?? '') as WebhookWorkerJob;
const deps = makeDeps(openStore(address));
const now = () => TEST_TIME;
const deliverer = webhookDeliverer(deps, now);
await new Lane({ deps, deliverer, now, onFault: (error) => console.error(error) }).start();
