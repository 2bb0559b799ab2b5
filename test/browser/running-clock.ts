// A clock that runs as the browser's does, until a test moves it on.

import { MovableClock } from '../support/clock.ts';

export class RunningClock extends MovableClock {
  readonly #startedAt = performance.now();

  constructor() {
    super(Date.now());
  }

  override monotonic(): number {
    return super.monotonic() + performance.now() - this.#startedAt;
  }

  override now(): number {
    return Math.floor(super.now() + performance.now() - this.#startedAt);
  }
}
