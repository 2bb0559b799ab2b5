// activity.list: what happened on the account, newest first, as its holder may see it.

import { isFound, readTerms } from '../../domain/audit/search.ts';
import type { EventId } from '../../domain/id.ts';
import { firstIdAt, timeOfId } from '../../domain/id.ts';
import { findEdge, listEvents } from '../../storage/audit.ts';
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
 * several requests, and none of them holds up others.
 */
const REACH = 10_000;
/** Text is compared here, not in the database: capitals and accents are then the same in both. */
const CHUNK = 500;

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

export function listActivity(deps: Deps, caller: SignedInCaller, input: ListedActivity) {
  return consult(deps, caller, async (tx, account) => {
    const range = { accountId: account.id, ...rangeOf(input) };
    const edge = await findEdge(tx, range, REACH);
    const terms = readTerms(input.text ?? '', input.told);
    const isWanted = (row: AuditEventRow): boolean => {
      const { subject, key_name: keyName, device, ip, country_code: country } = row;
      const texts = [subject, keyName, device, ip, country === null ? null : deps.geo.nameOf(country)];
      return isFound({ ...row, texts }, terms);
    };
    const filter = { ...range, from: edge ?? range.from, ...whatIsShown(input.show ?? 'everything') };
    const found = await collect(tx, filter, terms.length === 0 ? PAGE + 1 : CHUNK, isWanted);
    const more = found.length > PAGE;
    const shown = found.slice(0, PAGE);
    return {
      events: shown.map((row) => tellEvent(deps, caller, row)),
      next: more ? (shown.at(-1)?.id ?? null) : edge,
      searchedTo: more || edge === null ? null : timeOfId(edge),
    };
  });
}

/** The newest that are wanted, one more than a page holds, so that it shows whether there are more. */
async function collect(
  tx: Tx,
  filter: Omit<Parameters<typeof listEvents>[1], 'countMax'>,
  countMax: number,
  isWanted: (row: AuditEventRow) => boolean,
): Promise<readonly AuditEventRow[]> {
  const found: AuditEventRow[] = [];
  for (let before = filter.before; ; ) {
    const rows = await listEvents(tx, { ...filter, before, countMax });
    found.push(...rows.filter(isWanted));
    before = rows.at(-1)?.id;
    if (found.length > PAGE || rows.length < countMax) return found;
  }
}
