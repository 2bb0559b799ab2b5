// A hold as it stands at a time: while the clock is in doubt nothing lapses, whatever the clock shows (product.md §3, "Time").

import { claimEndsAt } from '../../domain/clock/claim-window.ts';
import { type Hold, holdStage, OPEN_STATES } from '../../domain/hold/hold.ts';
import { listGaps } from '../../storage/clock.ts';
import type { Tx } from '../../storage/store.ts';

/** With the time to claim it grown by the doubt that lasts. What has ended is left as it is. */
export async function asItStands(tx: Tx, hold: Hold, now: number): Promise<Hold> {
  const isOpen = OPEN_STATES.some((state) => state === hold.state);
  if (!isOpen || holdStage(hold, now) !== 'expired') return hold;
  const until = claimEndsAt(hold, await listGaps(tx), now);
  return { ...hold, claimableUntil: Math.max(until, hold.claimableUntil ?? 0) };
}
