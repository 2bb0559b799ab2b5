// What delivers one kind of channel, and how it says that there is nobody left to deliver to.

import type { OutboxChannel } from '../../domain/alert/channel.ts';
import type { OutboxRow } from '../../storage/tables.ts';

export interface Deliverer {
  readonly channel: OutboxChannel;
  /** Deliveries under way at once, over all targets. */
  readonly concurrencyMax: number;
  /** Deliveries under way at once to one target, so that a slow one never takes every place. */
  readonly perTargetMax: number;
  /** A delivery that takes longer has failed and is tried again. Below the lease, so that nobody else has begun it. */
  readonly secondsMax: number;
  /**
   * Resolves when the other end took it over. At least once: the row's id is the same each time.
   * @throws Undeliverable when it never can be; NotNow when it is to wait; anything else is tried again in its turn. The
   * message is kept.
   */
  deliver(row: OutboxRow, now: number): Promise<void>;
}

/** Not now: the other end may have asked not to be tried again before `notBefore`. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
  readonly notBefore: number | null;

  constructor(message: string, notBefore: number | null) {
    super(message);
    this.notBefore = notBefore;
  }
}

/** There is nobody left to deliver to: the channel was removed, or its other end says that it is gone. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}
