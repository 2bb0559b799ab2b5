// What the time in which a clock was not believed took from people, given back once it is believed (product.md §3, "Time").

import { closeGap, growSettling, listGaps, tellRipeAgain } from '../../storage/clock.ts';
import { growClaims } from '../../storage/hold.ts';
import { putRight } from '../../storage/put-right.ts';
import type { Tx } from '../../storage/store.ts';

/** What a clock ahead has written happened by now. What could not be claimed or taken back meanwhile can be for as much longer; what was ready is told again. */
export async function makeUpForDoubt(tx: Tx, doubtedFrom: number, now: number): Promise<void> {
  await closeGap(tx, doubtedFrom, now);
  await putRight(tx, doubtedFrom, now);
  await growClaims(tx, await listGaps(tx), now);
  await growSettling(tx, doubtedFrom, now);
  await tellRipeAgain(tx, doubtedFrom);
}
