// What waits on an account, as far as a link, a session and Lock stop it, and as far as they leave it.

import type { Account } from '../../domain/account/account.ts';
import { anybodyStops } from '../../domain/hold/decide-stop.ts';
import { type Hold, holdStage } from '../../domain/hold/hold.ts';
import { listOpenHolds } from '../../storage/hold.ts';
import type { Tx } from '../../storage/store.ts';
import { asItStands } from '../hold/as-it-stands.ts';

export interface WouldStop {
  /** How many changes would be stopped, recoveries not counted. */
  readonly stops: number;
  readonly stopsRecovery: boolean;
}

/** What goes on: a key or a second factor stops it. */
export interface LeftWaiting {
  readonly leaves: number;
  readonly leavesRecovery: boolean;
}

async function openHolds(tx: Tx, account: Account, now: number, stopped: boolean): Promise<readonly Hold[]> {
  const open: Hold[] = [];
  for (const stored of await listOpenHolds(tx, account.id)) {
    const hold = await asItStands(tx, stored, now);
    if (holdStage(hold, now) !== 'expired' && anybodyStops(hold) === stopped) open.push(hold);
  }
  return open;
}

const isRecovery = ({ kind }: Hold): boolean => kind === 'recovery';
const countChanges = (holds: readonly Hold[]): number => holds.filter((hold) => !isRecovery(hold)).length;

export async function wouldStop(tx: Tx, account: Account, now: number): Promise<WouldStop> {
  const holds = await openHolds(tx, account, now, true);
  return { stops: countChanges(holds), stopsRecovery: holds.some(isRecovery) };
}

export async function leftWaiting(tx: Tx, account: Account, now: number): Promise<LeftWaiting> {
  const holds = await openHolds(tx, account, now, false);
  return { leaves: countChanges(holds), leavesRecovery: holds.some(isRecovery) };
}
