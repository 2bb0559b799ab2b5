// activity.days: how much of each kind happened on each of the last 90 days, for a picture of them.

import { localDay, readZone } from '../../domain/audit/local-day.ts';
import { firstIdAt } from '../../domain/id.ts';
import { countEvents, findEdge, QUARTER_MS } from '../../storage/audit.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { kindOf } from './show.ts';

const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
/** More than that in 90 days is somebody's attack: the newest of it are counted. */
const REACH = 50_000;

interface Day {
  readonly day: string;
  signIns: number;
  refused: number;
  changes: number;
}

const COUNTED = { 'sign-in': 'signIns', refused: 'refused', change: 'changes' } as const;

export function countDays(deps: Deps, caller: SignedInCaller, input: { readonly zone: string }) {
  const zone = readZone(input.zone);
  const dayOf = localDay(zone);
  const today = dayOf(caller.now);
  return consult(deps, caller, async (tx, account) => {
    // A day more than are shown: the first of them began earlier than this hour.
    const range = { accountId: account.id, from: firstIdAt('evnt', caller.now - (DAYS + 1) * DAY_MS) };
    const edge = await findEdge(tx, range, REACH);
    const days = new Map<string, Day>();
    for (const counted of await countEvents(tx, { ...range, from: edge ?? range.from })) {
      const name = dayOf(counted.quarter * QUARTER_MS);
      const day = days.get(name) ?? { day: name, signIns: 0, refused: 0, changes: 0 };
      day[COUNTED[kindOf(counted)]] += counted.count;
      days.set(name, day);
    }
    const inOrder = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
    return { zone, today, days: inOrder };
  });
}
