// The clockwork: delivery of the outbox, holds that fall due, last-seen times, and sweeping.

import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../app/deps.ts';
import { workDueHolds } from '../app/hold/announce.ts';
import { isFullBatch, sealEvents } from '../app/log/seal.ts';
import { deliverOutbox } from '../app/outbox/deliver.ts';
import { flushLastSeen } from '../app/session/flush-last-seen.ts';
import type { Clock } from '../platform/clock.ts';
import type { Mailer } from '../platform/mail.ts';
import { sweep } from '../storage/sweep.ts';
import { Worker } from './worker.ts';

export interface Jobs {
  start(): void;
  wakeOutbox(): void;
  /** Finishes what runs, and writes what is only in memory. */
  stop(): Promise<void>;
}

const SECOND = 1000;
/** An event is sealed within a second of its commit (product.md §7), with room for a busy moment. */
const SEAL_MS = 250;
const MINUTE = 60 * SECOND;

export function createJobs(deps: Deps, mailer: Mailer, clock: Clock, log: FastifyBaseLogger): Jobs {
  const now = (): number => clock.now();
  const outbox = new Worker({
    name: 'outbox',
    log,
    everyMs: 5 * SECOND,
    work: async () => (await deliverOutbox(deps, mailer, now)) > 0,
  });
  const rest = [
    outbox,
    new Worker({ name: 'holds', log, everyMs: SECOND, work: async () => (await workDueHolds(deps, now())) > 0 }),
    new Worker({
      name: 'sealer',
      log,
      everyMs: SEAL_MS,
      work: async () => isFullBatch(await sealEvents(deps, now())),
    }),
    new Worker({ name: 'last-seen', log, everyMs: 15 * SECOND, work: async () => flushLastSeen(deps) }),
    new Worker({
      name: 'sweep',
      log,
      everyMs: 10 * MINUTE,
      work: async () => {
        await deps.store.write((tx) => sweep(tx, now()));
        return false;
      },
    }),
  ];
  return {
    start: () => {
      for (const worker of rest) worker.start();
    },
    wakeOutbox: () => outbox.wake(),
    stop: async () => {
      await Promise.all(rest.map((worker) => worker.stop()));
      await flushLastSeen(deps);
    },
  };
}
