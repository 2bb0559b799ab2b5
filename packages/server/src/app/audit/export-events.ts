// The events of the whole log that somebody asked for, in a format, a stretch at a time and in constant memory.

import { type EventFormat, formatEvent } from '../../domain/audit/event-formats.ts';
import { type AccountId, type EventId, firstIdAt } from '../../domain/id.ts';
import { listSealedStretch, type SealedFilter } from '../../storage/sealed-events.ts';
import type { Deps } from '../deps.ts';
import { tellSealed } from './tell-sealed.ts';

/** Looked through in one transaction: at most a megabyte, for some milliseconds. */
const STRETCH = 500;
const ACTORS = ['holder', 'stranger', 'system', 'client', 'staff'] as const;

export interface EventsAsked {
  readonly format: EventFormat;
  /** Milliseconds since the epoch; `from` is included, `until` is not. */
  readonly from: number | null;
  readonly until: number | null;
  /** An account's id, or which kind of actor; null for everybody. */
  readonly actor: string | null;
  /** Names, or `credential.*`; none for all. */
  readonly operations: readonly string[];
}

export interface ExportedStretch {
  readonly text: string;
  readonly count: number;
  /** Where an export that breaks off here goes on. */
  readonly after: EventId;
}

function filterOf({ from, until, actor, operations }: EventsAsked, size: number): SealedFilter {
  const kind = ACTORS.find((name) => name === actor);
  return {
    size,
    from: from === null ? undefined : firstIdAt('evnt', from),
    before: until === null ? undefined : firstIdAt('evnt', until),
    operations: operations.length === 0 ? undefined : operations,
    actor: kind,
    accountId: actor === null || kind ? undefined : (actor as AccountId),
  };
}

/**
 * Ordered by time, then by id. `log` says which log it is and how long it was when the export began; with `after` it goes
 * on behind that event. Every stretch is a snapshot of its own: sealed events do not change, but for what is erased.
 */
export async function* exportEvents(
  deps: Pick<Deps, 'store'>,
  asked: EventsAsked,
  log: { readonly origin: string; readonly size: number },
  after: EventId | null,
): AsyncGenerator<ExportedStretch> {
  const filter = filterOf(asked, log.size);
  for (let at = after; ; ) {
    const place = at;
    const { events, edge } = await deps.store.read((tx) => listSealedStretch(tx, filter, place, STRETCH));
    const end = edge ?? events.at(-1)?.id;
    if (end === undefined) return;
    yield {
      text: events.map((row) => formatEvent(asked.format, tellSealed(row), log.origin)).join(''),
      count: events.length,
      after: end,
    };
    if (edge === null) return;
    at = edge;
  }
}
