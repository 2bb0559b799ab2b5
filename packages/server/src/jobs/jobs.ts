// The clockwork: delivery of the outbox, holds that fall due, reminders, last-seen times, and sweeping.

import type { FastifyBaseLogger } from 'fastify';
import { overwriteErased } from '../app/account/overwrite.ts';
import { DIGESTS_BATCH, sendDigests } from '../app/alert/send-digests.ts';
import type { ClockObserver } from '../app/clock/observer.ts';
import { judgeWhenLoaded } from '../app/credential/judge-when-loaded.ts';
import type { Deps } from '../app/deps.ts';
import { workDueHolds } from '../app/hold/announce.ts';
import { LIVE_TURN_MS, type LiveFeed } from '../app/live/feed.ts';
import { isFullBatch, sealEvents } from '../app/log/seal.ts';
import { moveOver } from '../app/moved-over/move-over.ts';
import { Lane } from '../app/outbox/deliver.ts';
import type { Deliverer } from '../app/outbox/deliverer.ts';
import { REMINDERS_BATCH, remindHolders } from '../app/recovery-key/remind.ts';
import type { LogFollower } from '../app/restore/follow-log.ts';
import { runRetentionDaily } from '../app/retention/run.ts';
import { flushLastSeen } from '../app/session/flush-last-seen.ts';
import { EventStreams } from '../app/stream/event-streams.ts';
import { sweepRunOut } from '../app/sweep.ts';
import type { OutboxChannel } from '../domain/alert/channel.ts';
import type { Outbound } from '../platform/outbound.ts';
import { admitLeftBehind } from '../storage/outbox-turn.ts';
import { sayClock } from './say-clock.ts';
import { createWitnessWorker } from './witness-worker.ts';
import { Worker } from './worker.ts';

export interface Jobs {
  start(): void;
  /** There is something new to deliver on this channel. */
  wakeLane(channel: OutboxChannel): void;
  /** Finishes what runs, and writes what is only in memory. */
  stop(): Promise<void>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** An event is sealed within a second of its commit (product.md §7), with room for a busy moment. */
const SEAL_MS = 250;
/** How soon an older copy is recognised that is put back while the server runs (docs/backup.md). */
const FOLLOW_MS = 500;
/** How soon it is on record that the clock was moved. This process itself knows at once. */
const CLOCK_MS = 3 * SECOND;

export interface Workings {
  readonly deps: Deps;
  readonly deliverers: readonly Deliverer[];
  readonly follower: LogFollower;
  readonly observer: ClockObserver;
  readonly live: LiveFeed;
  /** The client that witnesses are asked by. */
  readonly toWitnesses: Outbound;
  readonly log: FastifyBaseLogger;
}

/** A lane of the outbox, as a job. */
function createLane(deps: Deps, deliverer: Deliverer, now: () => number, log: FastifyBaseLogger) {
  const name = `outbox ${deliverer.channel}`;
  const lane = new Lane({
    deps,
    deliverer,
    now,
    onRoom: () => worker.wake(),
    onFault: (error) =>
      log.error({ err: error, job: name }, 'a delivery could not be written down and will happen again'),
  });
  const worker = new Worker({ name, log, everyMs: 5 * SECOND, work: async () => (await lane.start()) > 0 });
  return {
    start: () => worker.start(),
    wake: () => worker.wake(),
    stop: async () => {
      await worker.stop();
      await lane.settled();
    },
  };
}

/** The streams of the log, as a job. */
function createStreams(deps: Deps, now: () => number, log: FastifyBaseLogger) {
  const streams = new EventStreams({
    deps,
    now,
    onEnd: () => worker.wake(),
    onFault: (error) => log.error({ err: error, job: 'streams' }, 'a batch could not be sent and will be sent again'),
  });
  const worker = new Worker({ name: 'streams', log, everyMs: SECOND, work: async () => (await streams.start()) > 0 });
  return {
    start: () => worker.start(),
    stop: async () => {
      await worker.stop();
      await streams.settled();
    },
  };
}

/** What the clock alone sets going: a name, how often, and what is done. `true`: there may be more to do at once. */
type Round = readonly [name: string, everyMs: number, work: () => Promise<unknown>];

export function roundsOf({
  deps,
  follower,
  observer,
  live,
  log,
}: Omit<Workings, 'deliverers' | 'toWitnesses'>): readonly Round[] {
  const now = (): number => deps.clock.now();
  const followLog = async (): Promise<void> => {
    const restoration = await follower.look(now());
    if (restoration) log.error({ restoration }, 'the database was put back to an older copy while it was in use');
  };
  const judgeLoaded = judgeWhenLoaded(deps);
  return [
    ['clock', CLOCK_MS, async () => sayClock(await observer.look(), log)],
    ['holds', SECOND, async () => (await workDueHolds(deps, now())) > 0],
    ['outbox-turns', 10 * SECOND, () => deps.store.write((tx) => admitLeftBehind(tx, now()))],
    ['overwrite', 10 * SECOND, async () => void (await overwriteErased(deps, now()))],
    // It looks often, and works once a day.
    ['retention', 10 * MINUTE, async () => void (await runRetentionDaily(deps, deps.platform.retention, now()))],
    ['sealer', SEAL_MS, async () => isFullBatch(await sealEvents(deps, now()))],
    ['log-follower', FOLLOW_MS, followLog],
    ['live', LIVE_TURN_MS, () => live.turn(now())],
    ['last-seen', 15 * SECOND, () => flushLastSeen(deps)],
    ['reminders', 10 * MINUTE, async () => (await remindHolders(deps, now())) === REMINDERS_BATCH],
    ['makes', MINUTE, () => judgeLoaded(now())],
    ['digests', MINUTE, async () => (await sendDigests(deps, now())) === DIGESTS_BATCH],
    ['moved-over', HOUR, () => moveOver(deps, now())],
    ['sweep', 10 * MINUTE, () => sweepRunOut(deps, now())],
  ];
}

/** Nothing runs before `start`. */
export function createJobs(workings: Workings): Jobs {
  const { deps, deliverers, toWitnesses, log } = workings;
  const now = (): number => deps.clock.now();
  const lanes = new Map(deliverers.map((deliverer) => [deliverer.channel, createLane(deps, deliverer, now, log)]));
  const asking = { store: deps.store, outbound: toWitnesses };
  const workers = [
    ...lanes.values(),
    createStreams(deps, now, log),
    ...deps.witnesses.map((witness) => createWitnessWorker(asking, witness, now, log)),
    ...roundsOf(workings).map(
      ([name, everyMs, work]) => new Worker({ name, log, everyMs, work: async () => (await work()) === true }),
    ),
  ];
  return {
    start: () => {
      for (const worker of workers) worker.start();
    },
    wakeLane: (channel) => lanes.get(channel)?.wake(),
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await flushLastSeen(deps);
    },
  };
}
