// A process that sends the streams of the log that are due, until it is killed.

import { EventStreams } from '../../packages/server/src/app/stream/event-streams.ts';
import { TEST_TIME } from './clock.ts';
import { makeDeps } from './deps.ts';
import { type DatabaseAddress, openStore } from './open-store.ts';

/** What it is told on its command line, as JSON. */
export interface StreamWorkerJob {
  readonly address: DatabaseAddress;
}

const { address } = JSON.parse(process.argv[2] ?? '') as StreamWorkerJob;
const deps = makeDeps(openStore(address));
await new EventStreams({ deps, now: () => TEST_TIME, onFault: (error) => console.error(error) }).start();
