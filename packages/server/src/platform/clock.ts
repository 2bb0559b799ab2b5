// The one place that reads the time, and that sees when the clock was moved.

import { isAnchorOld, judgeStep, type Moved, type Reading } from '../domain/clock/moved.ts';

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds that only grow while the process runs, whatever is done to the clock. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/**
 * A clock that is held against monotonic time whenever it is read: nobody is ever handed a time that was moved before this
 * knows of it. It stays known until somebody has put it on record.
 */
export class WatchedClock implements Clock {
  readonly #clock: Clock;
  #anchor: Reading;
  #moved: Moved | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#anchor = { wall: clock.now(), monotonic: clock.monotonic() };
  }

  read(): Reading {
    const reading = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    this.#moved ??= judgeStep(this.#anchor, reading);
    if (this.#moved === null && isAnchorOld(this.#anchor, reading)) this.#anchor = reading;
    return reading;
  }

  now(): number {
    return this.read().wall;
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  /** That it was moved, and how; null while nothing is to be put on record. */
  get moved(): Moved | null {
    this.read();
    return this.#moved;
  }

  /** It is on record: from this reading on the clock is held against itself as it is now. */
  settle(reading: Reading): void {
    this.#anchor = reading;
    this.#moved = null;
  }
}
