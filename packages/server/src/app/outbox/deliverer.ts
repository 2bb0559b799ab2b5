// What delivers one kind of channel, and how it says that there is nobody left to deliver to.

import type { OutboxChannel } from '../../domain/alert/channel.ts';
import type { LaneLimits } from '../../domain/alert/lane.ts';
import type { OutboxRow } from '../../storage/alert-tables.ts';

export interface Deliverer {
  readonly channel: OutboxChannel;
  readonly limits: LaneLimits;
  /** How long the other end may take over its answer, from the name look-up on; `hurried` where its host lets everybody wait. */
  readonly answerSecondsMax: { readonly usual: number; readonly hurried: number };
  /** A delivery that takes longer has failed and is tried again. Below the lease, so that nobody else has begun it. */
  readonly secondsMax: number;
  /**
   * Resolves when the other end took it over. At least once: the row's id is the same each time.
   * @throws Undeliverable when it never can be; NotNow when it is to wait; anything else is tried again in its turn. The
   * message is kept.
   */
  deliver(row: OutboxRow, attempt: DeliveryAttempt): Promise<void>;
}

export interface DeliveryAttempt {
  readonly now: number;
  readonly answerSecondsMax: number;
}

/** What came of asking: it answered, though not as it should; it let the attempt run out of time; or there was nothing to ask. */
export type NotNowKind = 'answered' | 'late' | 'unreached';

/** Not now: the other end may have asked not to be tried again before `notBefore`. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
  readonly notBefore: number | null;
  readonly kind: NotNowKind;

  constructor(message: string, notBefore: number | null, kind: NotNowKind) {
    super(message);
    this.notBefore = notBefore;
    this.kind = kind;
  }
}

/** There is nobody left to deliver to: the channel was removed, or its other end says that it is gone. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}
