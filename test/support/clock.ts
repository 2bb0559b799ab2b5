// A clock that stands still until a test moves it.

import type { Clock } from '../../packages/server/src/platform/clock.ts';

/** Noon UTC on 1 June 2026: a time that no test depends on, long after every build of a dependency. */
export const TEST_TIME = Date.UTC(2026, 5, 1, 12);

export class MovableClock implements Clock {
  #now: number;
  #monotonic = 0;
  readonly #listeners: ((now: number) => void)[] = [];

  constructor(now: number = TEST_TIME) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  /** Time passes. Where `ms` is negative none does, and the clock is put back. */
  advance(ms: number): void {
    this.#monotonic += Math.max(0, ms);
    this.jump(ms);
  }

  /** The clock is put on or back, and no time passes. */
  jump(ms: number): void {
    this.#now += ms;
    for (const listener of this.#listeners) listener(this.#now);
  }

  set(now: number): void {
    this.advance(now - this.#now);
  }

  /** Told whenever it shows another time. */
  follow(listener: (now: number) => void): void {
    listener(this.#now);
    this.#listeners.push(listener);
  }
}
