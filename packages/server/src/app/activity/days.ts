// activity.days: how much of each kind happened on each of the last 90 days, for a picture of them.

import { localDay, readZone } from '../../domain/audit/local-day.ts';
import { allow } from '../../domain/decision.ts';
import { firstIdAt } from '../../domain/id.ts';
import { turn } from '../../platform/turn.ts';
import { countEvents, type EventCount, type EventRange, findEdge, QUARTER_MS } from '../../storage/audit.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { kindOf } from './show.ts';

const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
/** More than that in 90 days is somebody's attack: the newest of it are counted. */
const REACH = 50_000;
/** How many of them in one step, between two of which others have their turn. */
const STEP = 1000;

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
  const days = new Map<string, Day>();
  const add = (counted: EventCount): void => {
    const name = dayOf(counted.quarter * QUARTER_MS);
    const day = days.get(name) ?? { day: name, signIns: 0, refused: 0, changes: 0 };
    day[COUNTED[kindOf(counted)]] += counted.count;
    days.set(name, day);
  };
  return deps.reads.run(caller, 'activity.days', async () => {
    const account = await consult(deps, caller, async (_, { id }) => id);
    if (!account.allowed) return account;
    // A day more than are shown: the first of them began earlier than this hour.
    let range: EventRange = { accountId: account.facts, from: firstIdAt('evnt', caller.now - (DAYS + 1) * DAY_MS) };
    for (let looked = 0; looked < REACH; looked += STEP) {
      await turn();
      const step = range;
      const { counts, edge } = await deps.store.read((tx) => countStep(tx, step));
      for (const counted of counts) add(counted);
      if (edge === null) break;
      range = { ...range, before: edge };
    }
    const inOrder = [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
    return allow({ zone, today, days: inOrder });
  });
}

/** The newest events of a range, so many of them; the oldest of those is its edge, null where there are fewer. */
async function countStep(tx: Tx, range: EventRange) {
  const edge = await findEdge(tx, range, STEP);
  return { counts: await countEvents(tx, { ...range, from: edge ?? range.from }), edge };
}
