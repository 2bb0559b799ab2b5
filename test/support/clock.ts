// A clock that stands still until a test moves it.

import type { Clock } from '../../packages/server/src/platform/clock.ts';

/** Noon UTC on 1 June 2026: a time that no test depends on, long after every build of a dependency. */
export const TEST_TIME = Date.UTC(2026, 5, 1, 12);

export class MovableClock implements Clock {
  #now: number;

  constructor(now: number = TEST_TIME) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Moves on by `ms` milliseconds, or back where it is negative. */
  advance(ms: number): void {
    this.#now += ms;
  }

  set(now: number): void {
    this.#now = now;
  }
}
