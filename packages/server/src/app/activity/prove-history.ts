// activity.prove-history: that what happened on the account is in the sealed log, entry after entry, newest first, under
// the newest head that witnesses signed and, for what came after it, under the newest.

import { consistencyRanges, inclusionRanges } from '../../domain/audit/tree.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { findCheckpoint, findHead, findLatestCheckpoint, listSealedOf } from '../../storage/log.ts';
import type { LogCheckpointRow, LogHeadRow } from '../../storage/log-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { codec } from '../log/codec.ts';
import { hashRanges, type Tiles } from '../log/hash-ranges.ts';
import { particularsOf } from '../log/particulars-of.ts';
import type { EntryProof } from '../log/prove-entry.ts';
import { findWitnessed, noteWithCosigners } from '../log/witnessed.ts';

const PAGE = 100;

export interface HistoryAsked {
  /** Entries before this place in the log; all without it. */
  readonly before?: number | undefined;
  /** The heads of an earlier page, which later ones go on with. */
  readonly newest?: number | undefined;
  readonly witnessed?: number | undefined;
}

export interface HistoryPage {
  /** The witnessed one first, where it is another than the newest. */
  readonly heads: { readonly size: number; readonly checkpoint: string }[];
  readonly growth: string[];
  readonly entries: Pick<EntryProof, 'entry' | 'index' | 'size' | 'proof' | 'opening'>[];
  readonly next: number | null;
}

/** Refused before anything was sealed, and for heads that there are not. */
export function proveHistory(
  deps: Pick<Deps, 'store' | 'witnesses'>,
  caller: SignedInCaller,
  asked: HistoryAsked,
): Promise<Decision<HistoryPage>> {
  return deps.store.read(async (tx) => {
    const head = await findHead(tx);
    const newest = asked.newest === undefined ? await findLatestCheckpoint(tx) : await findCheckpoint(tx, asked.newest);
    if (!head || !newest) return refuse({ tag: 'not-found' });
    const sizes = await sizesOf(tx, deps, head, newest, asked);
    const heads = await Promise.all(
      sizes.map(async (size) => {
        const row = size === newest.size ? newest : await findCheckpoint(tx, size);
        return row && { size, checkpoint: await noteWithCosigners(tx, head, row) };
      }),
    );
    const [first = newest.size] = sizes;
    const tiles: Tiles = new Map();
    const growth = first < newest.size ? await hashRanges(tx, consistencyRanges(first, newest.size), tiles) : [];
    const rows = await listSealedOf(tx, caller.session.account_id, asked.before ?? newest.size, PAGE + 1);
    const entries: HistoryPage['entries'] = [];
    for (const { event, entry, salt, position } of rows.slice(0, PAGE)) {
      const size = position < first ? first : newest.size;
      const hashes = await hashRanges(tx, inclusionRanges(position, size), tiles);
      const opening = salt === null ? null : { salt, particulars: particularsOf(event) };
      entries.push({ entry, index: position, size, proof: hashes.map(codec.base64), opening });
    }
    return allow({
      heads: heads.flatMap((one) => one ?? []),
      growth: growth.map(codec.base64),
      entries,
      next: rows.length > PAGE ? (rows[PAGE - 1]?.position ?? null) : null,
    });
  });
}

/** The heads to prove under, the smaller first. */
async function sizesOf(
  tx: Tx,
  { witnesses }: Pick<Deps, 'witnesses'>,
  head: LogHeadRow,
  newest: LogCheckpointRow,
  { witnessed }: HistoryAsked,
): Promise<readonly number[]> {
  const size = witnessed ?? (await findWitnessed(tx, head, witnesses))?.size ?? newest.size;
  return size < newest.size && (await findCheckpoint(tx, size)) ? [size, newest.size] : [newest.size];
}
