// activity.list: what happened on the account, newest first, as its holder may see it.

import { isFound, readTerms } from '../../domain/audit/search.ts';
import { allow, type Decision } from '../../domain/decision.ts';
import type { EventId } from '../../domain/id.ts';
import { firstIdAt, timeOfId } from '../../domain/id.ts';
import { turn } from '../../platform/turn.ts';
import { type EventRange, findEdge, listEvents } from '../../storage/audit.ts';
import type { Tx } from '../../storage/store.ts';
import type { AuditEventRow } from '../../storage/tables.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { consult } from '../operate.ts';
import { type Show, whatIsShown } from './show.ts';
import { tellEvent } from './tell-event.ts';

const PAGE = 50;
/**
 * How many events one request looks through at most. A holder's own are rarely more; where they are, a rare kind may take
 * several requests.
 */
const REACH = 10_000;
/**
 * How many of them in one step, between two of which others have their turn. Text is compared here, not in the database:
 * capitals and accents are then the same in both.
 */
const STEP = 500;

export interface ListedActivity {
  readonly before?: EventId | undefined;
  readonly show?: Show | undefined;
  /** Words, and which sentences have them; see `readTerms`. */
  readonly text?: string | undefined;
  readonly told?: string | undefined;
  /** Milliseconds since the epoch; `from` is included, `until` is not. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

function rangeOf({ before, from, until }: ListedActivity) {
  const end = until === undefined ? undefined : firstIdAt('evnt', until);
  return {
    from: from === undefined ? undefined : firstIdAt('evnt', from),
    before: before && end ? (before < end ? before : end) : (before ?? end),
  };
}

/** What is looked for costs as much as is looked through; the newest page costs a page. */
export function listActivity(deps: Deps, caller: SignedInCaller, input: ListedActivity) {
  const isSearch = (input.text ?? '') !== '' || (input.show ?? 'everything') !== 'everything';
  return isSearch
    ? deps.reads.run(caller, 'activity.list', () => search(deps, caller, input))
    : listNewest(deps, caller, input);
}

function listNewest(deps: Deps, caller: SignedInCaller, input: ListedActivity): Promise<Decision<ActivityPage>> {
  return consult(deps, caller, async (tx, { id }) => {
    const found = await listEvents(tx, { accountId: id, ...rangeOf(input), countMax: PAGE + 1 });
    return pageOf(deps, caller, found, null);
  });
}

async function search(deps: Deps, caller: SignedInCaller, input: ListedActivity): Promise<Decision<ActivityPage>> {
  const account = await consult(deps, caller, async (_, { id }) => id);
  if (!account.allowed) return account;
  const terms = readTerms(input.text ?? '', input.told);
  const isWanted = (row: AuditEventRow): boolean => {
    const { subject, key_name: keyName, device, ip, country_code: country } = row;
    const texts = [subject, keyName, device, ip, country === null ? null : deps.geo.nameOf(country)];
    return isFound({ ...row, texts }, terms);
  };
  const shown = whatIsShown(input.show ?? 'everything');
  const found: AuditEventRow[] = [];
  let range: EventRange = { accountId: account.facts, ...rangeOf(input) };
  for (let looked = 0; looked < REACH && found.length <= PAGE; looked += STEP) {
    await turn();
    const step = range;
    const { rows, edge } = await deps.store.read((tx) => lookThrough(tx, step, shown));
    found.push(...rows.filter(isWanted));
    if (edge === null) return allow(pageOf(deps, caller, found, null));
    range = { ...range, before: edge };
  }
  return allow(pageOf(deps, caller, found, range.before ?? null));
}

/** The newest events of a range, so many of them; the oldest of those is its edge, null where there are fewer. */
async function lookThrough(tx: Tx, range: EventRange, shown: ReturnType<typeof whatIsShown>) {
  const edge = await findEdge(tx, range, STEP);
  const rows = await listEvents(tx, { ...range, from: edge ?? range.from, ...shown, countMax: STEP });
  return { rows, edge };
}

/** One more than a page holds shows that there are more. @param edge how far was looked where the end was not reached */
function pageOf(deps: Deps, caller: SignedInCaller, found: readonly AuditEventRow[], edge: EventId | null) {
  const more = found.length > PAGE;
  const shown = found.slice(0, PAGE);
  return {
    events: shown.map((row) => tellEvent(deps, caller, row)),
    next: more ? (shown.at(-1)?.id ?? null) : edge,
    searchedTo: more || edge === null ? null : timeOfId(edge),
  };
}

type ActivityPage = ReturnType<typeof pageOf>;
