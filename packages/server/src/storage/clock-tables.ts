// The shape of what is known of the servers' clocks; the rest are in tables.ts, which lists them all.

import type { ClockFault } from '../domain/clock/moved.ts';

/** One row. */
export interface ClockStateRow {
  id: number;
  steady_ms: number;
  counted_by: string | null;
  doubted_from: number | null;
  moved_at: number | null;
  why: ClockFault | null;
  gap_ms: number | null;
  log_size: number;
}

export interface ClockGapRow {
  number: number;
  from_at: number;
  until_at: number;
}

export interface ClockNodeRow {
  node: string;
  wall_at: number;
}
