// Delivers what waits in the outbox, each channel in a lane of its own: at least once, under a stable id, with back-off,
// and given up only where an operator sees it.
//
// A lane never waits for a delivery that is under way before it looks for the next: a slow endpoint holds the few places
// it is allowed and nothing else, and no endpoint at all holds up a mail.

import { decideRetry } from '../../domain/alert/back-off.ts';
import type { ChannelId } from '../../domain/id.ts';
import { markChannelFailing, markChannelOk } from '../../storage/alert-channel.ts';
import {
  claimOutbox,
  dropOutbox,
  failOutbox,
  finishOutbox,
  OUTBOX_DUE,
  outboxDueValues,
} from '../../storage/outbox.ts';
import type { Tx } from '../../storage/store.ts';
import type { OutboxRow } from '../../storage/tables.ts';
import type { Deps } from '../deps.ts';
import { type Deliverer, NotNow, Undeliverable } from './deliverer.ts';

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
  readonly #underWay = new Set<Promise<void>>();
  readonly #busy = new Map<ChannelId, number>();
  #wanting = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Claims what is due and has room, and starts it. @returns how many were started; call again until it is none. */
  async start(): Promise<number> {
    const { deps, deliverer, now } = this.#options;
    const { channel, concurrencyMax, perTargetMax } = deliverer;
    const countMax = concurrencyMax - this.#underWay.size;
    this.#wanting = countMax <= 0 || [...this.#busy.values()].some((count) => count >= perTargetMax);
    if (countMax <= 0) return 0;
    // Every sign-in wakes this; most leave nothing to deliver, and a look takes no part in a commit.
    if ((await deps.store.one(OUTBOX_DUE, outboxDueValues(channel, now()))) === undefined) return 0;
    const rows = await deps.store.write((tx) =>
      claimOutbox(tx, { channel, now: now(), leaseMs: LEASE_MS, countMax, perTargetMax, busy: this.#busy }),
    );
    for (const row of rows) this.#begin(row);
    return rows.length;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #begin(row: OutboxRow): void {
    const { channel_id: target } = row;
    const count = (by: number): void => {
      if (target === null) return;
      const left = (this.#busy.get(target) ?? 0) + by;
      if (left > 0) this.#busy.set(target, left);
      else this.#busy.delete(target);
    };
    count(1);
    const delivery = this.#deliver(row)
      .catch(this.#options.onFault)
      .then(() => {
        count(-1);
        this.#underWay.delete(delivery);
        if (this.#wanting) this.#options.onRoom?.();
      });
    this.#underWay.add(delivery);
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { deps, deliverer, now } = this.#options;
    try {
      await withinTime(deliverer.secondsMax, deliverer.deliver(row, now()));
    } catch (error) {
      const [byte = 0] = deps.random.bytes(1);
      await deps.store.write((tx) => fail(tx, row, error, { at: now(), chance: byte / 256 }));
      return;
    }
    // A crash before this line delivers again after the lease, under the same id.
    await deps.store.write(async (tx) => {
      if (row.channel_id !== null) await markChannelOk(tx, row.channel_id, now());
      await finishOutbox(tx, row.id, now());
    });
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
  const timer = setTimeout(() => reject(new Error('it took too long')), secondsMax * 1000);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
