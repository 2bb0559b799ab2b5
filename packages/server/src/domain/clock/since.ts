// Was something changed after it was proved? A moment that lies ahead was written by a clock that was, and thus before.

import { APART_MS_MAX } from './moved.ts';

/** Did it happen since `provedAt`? Servers' clocks may differ by a minute. */
export const isSince = (at: number, provedAt: number, now: number): boolean =>
  at > provedAt && at <= now + APART_MS_MAX;
