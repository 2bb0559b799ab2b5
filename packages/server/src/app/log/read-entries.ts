// The whole log for whoever checks or exports it, a page at a time, however long it is.

import type { Particulars, SealedFacts } from '../../domain/audit/entry.ts';
import { listEntries } from '../../storage/log.ts';
import type { SealableEvent } from '../../storage/tables.ts';
import type { Deps } from '../deps.ts';
import { codec } from './codec.ts';
import { particularsOf } from './particulars-of.ts';

export interface ReadEntry {
  readonly index: number;
  readonly entry: string;
  /** Of the leaf, as it is kept; base64. */
  readonly hash: string;
  readonly opening: { readonly salt: string; readonly particulars: Particulars } | null;
  /** The row that it was made from, as it is now; null where that is gone. */
  readonly event: (SealedFacts & { readonly position: number | null }) | null;
}

const PAGE = 1000;

const factsOf = (event: SealableEvent): ReadEntry['event'] => ({
  id: event.id,
  at: event.at,
  operation: event.operation,
  outcome: event.outcome,
  reason: event.reason,
  actor: event.actor,
  effectiveAt: event.effective_at,
  position: event.position,
});

/** Entries from `from` up to, and without, `to`. Each page is a snapshot of its own: sealed entries never change. */
export async function* readEntries(
  deps: Pick<Deps, 'store'>,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<ReadEntry> {
  for (let at = from; at < to; ) {
    const page = await deps.store.read((tx) => listEntries(tx, at, Math.min(PAGE, to - at)));
    for (const { row, event } of page) {
      yield {
        index: row.position,
        entry: row.entry,
        hash: codec.base64(row.hash),
        opening: event && row.salt !== null ? { salt: row.salt, particulars: particularsOf(event) } : null,
        event: event && factsOf(event),
      };
    }
    const last = page.at(-1);
    if (!last) return;
    at = last.row.position + 1;
  }
}
