// Delivers what waits in the outbox, each channel in a lane of its own: at least once, under a stable id, with back-off,
// and given up only where an operator sees it.
//
// A lane never waits for a delivery that is under way before it looks for the next. Who may start is decided fairly
// (domain/alert/lane.ts): a slow receiver holds the few places it is allowed and nothing else, and none holds up a mail.

import { decideRetry } from '../../domain/alert/back-off.ts';
import { hostKeyOf, type Level, levelOf } from '../../domain/alert/lane.ts';
import { markChannelFailing, markChannelOk } from '../../storage/alert-channel.ts';
import type { OutboxRow } from '../../storage/alert-tables.ts';
import { dropOutbox, failOutbox, finishOutbox, OUTBOX_DUE, outboxDueValues } from '../../storage/outbox.ts';
import { type ClaimedRow, claimOutbox } from '../../storage/outbox-claim.ts';
import { admitNext } from '../../storage/outbox-turn.ts';
import type { Tx } from '../../storage/store.ts';
import type { Deps } from '../deps.ts';
import { type Deliverer, NotNow, Undeliverable } from './deliverer.ts';
import { ReceiverHosts } from './receiver-hosts.ts';

const LEASE_MS = 60_000;

export interface LaneOptions {
  readonly deps: Deps;
  readonly deliverer: Deliverer;
  readonly now: () => number;
  /** A place became free while more was waiting for one. */
  readonly onRoom?: () => void;
  /** How a delivery ended could not be written down; it happens again after the lease. */
  readonly onFault: (error: unknown) => void;
}

export class Lane {
  readonly #options: LaneOptions;
  readonly #underWay = new Map<Promise<void>, Level>();
  readonly #hosts = new ReceiverHosts();
  #wanting = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Claims what is due and has room, and starts it. @returns how many were started; call again until it is none. */
  async start(): Promise<number> {
    const { deps, deliverer, now } = this.#options;
    const { channel, limits } = deliverer;
    this.#wanting = this.#underWay.size >= limits.places;
    if (this.#wanting) return 0;
    // Every sign-in wakes this; most leave nothing to deliver, and a look takes no part in a commit.
    if ((await deps.store.one(OUTBOX_DUE, outboxDueValues(channel, now()))) === undefined) return 0;
    const isResting = (hostKey: string): boolean => this.#hosts.isResting(hostKey, now());
    const { rows, passedOver } = await deps.store.write((tx) =>
      claimOutbox(tx, {
        channel,
        now: now(),
        leaseMs: LEASE_MS,
        limits,
        busy: [...this.#underWay.values()],
        isResting,
      }),
    );
    this.#wanting = passedOver;
    for (const row of rows) this.#begin(row);
    return rows.length;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.keys());
  }

  #begin(row: ClaimedRow): void {
    const delivery = this.#deliver(row)
      .catch(this.#options.onFault)
      .then(() => {
        this.#underWay.delete(delivery);
        if (this.#wanting) this.#options.onRoom?.();
      });
    this.#underWay.set(delivery, levelOf(row));
  }

  async #deliver(row: ClaimedRow): Promise<void> {
    const { deps, now } = this.#options;
    try {
      await this.#attempt(row);
    } catch (error) {
      const [byte = 0] = deps.random.bytes(1);
      await deps.store.write(async (tx) => {
        await fail(tx, row, error, { at: now(), chance: byte / 256 });
        await admitNext(tx, row, now());
      });
      return;
    }
    // A crash before this line delivers again after the lease, under the same id.
    await deps.store.write(async (tx) => {
      if (row.channel_id !== null) await markChannelOk(tx, row.channel_id, now());
      await finishOutbox(tx, row.id, now());
      await admitNext(tx, row, now());
    });
  }

  /** And remembers how the host answered. */
  async #attempt(row: ClaimedRow): Promise<void> {
    const { deliverer, now } = this.#options;
    const { usual, hurried } = deliverer.answerSecondsMax;
    const hostKey = hostKeyOf(row);
    const answerSecondsMax = hostKey !== null && this.#hosts.isResting(hostKey, now()) ? hurried : usual;
    try {
      await withinTime(deliverer.secondsMax, deliverer.deliver(row, { now: now(), answerSecondsMax }));
      if (hostKey !== null) this.#hosts.answered(hostKey);
    } catch (error) {
      if (hostKey !== null && error instanceof NotNow) {
        if (error.kind === 'answered') this.#hosts.answered(hostKey);
        if (error.kind === 'late') this.#hosts.timedOut(hostKey, now());
      }
      throw error;
    }
  }
}

async function fail(
  tx: Tx,
  row: OutboxRow,
  error: unknown,
  { at, chance }: { readonly at: number; readonly chance: number },
): Promise<void> {
  const said = error instanceof Error ? error.message : String(error);
  if (error instanceof Undeliverable) return dropOutbox(tx, row.id, said, at);
  if (row.channel_id !== null) await markChannelFailing(tx, row.channel_id, said, at);
  const notBefore = error instanceof NotNow ? error.notBefore : null;
  await failOutbox(tx, row.id, said, decideRetry({ attempts: row.attempts, at, chance, notBefore }));
}

async function withinTime(secondsMax: number, work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NotNow('it took too long', null, 'late')), secondsMax * 1000);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
