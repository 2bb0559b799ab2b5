// hold.list: things that will happen unless somebody stops them, and those that ended in the last thirty days.

import { listEndedHolds, listOpenHolds } from '../../storage/hold.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { viewHolds } from './view.ts';

const ENDED_MS = 30 * 24 * 60 * 60 * 1000;
const ENDED_MAX = 50;

/** Open ones first, the next to happen before the rest; then the ended ones, the last to end first. */
export function listHolds(deps: Deps, caller: SignedInCaller) {
  const { now } = caller;
  return consult(deps, caller, async (tx, account) => {
    const open = await listOpenHolds(tx, account.id);
    const ended = await listEndedHolds(tx, account.id, now - ENDED_MS, ENDED_MAX);
    return { holds: await viewHolds(deps, tx, account, [...open, ...ended], now) };
  });
}
