// What readiness and `holdfast doctor` say while the clock is in doubt.

import { BELIEVED_AFTER_MS } from '../../domain/clock/belief.ts';
import { findClockState } from '../../storage/clock.ts';
import type { Tx } from '../../storage/store.ts';
import { sayMoved } from './say-moved.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Null while it is believed. */
export async function noticeOfClock(tx: Tx): Promise<string | null> {
  const { doubted_from, why, gap_ms, moved_at, steady_ms } = await findClockState(tx);
  if (doubted_from === null || why === null) return null;
  const left = Math.ceil((BELIEVED_AFTER_MS - steady_ms) / HOUR_MS);
  return (
    `The clock was moved, recorded ${new Date(moved_at ?? doubted_from).toISOString()}: ${sayMoved(why, gap_ms ?? 0)}. ` +
    `Until it is believed, in at most ${left} h of running once it is right, waiting changes and recoveries are neither carried out nor expire: ` +
    'docs/operating.md, "A clock that was moved"'
  );
}
