// activity.prove-history: that what happened on the account is in the sealed log, entry after entry, newest first, under
// the newest head that witnesses signed and, for what came after it, under the newest.

import { consistencyRanges, inclusionRanges } from '../../domain/audit/tree.ts';
import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { turn } from '../../platform/turn.ts';
import { findCheckpoint, findHead, findLatestCheckpoint, listSealedOf, type SealedEvent } from '../../storage/log.ts';
import type { LogCheckpointRow, LogHeadRow } from '../../storage/log-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { codec } from '../log/codec.ts';
import { hashRanges, noTiles, type Tiles } from '../log/hash-ranges.ts';
import { particularsOf } from '../log/particulars-of.ts';
import type { EntryProof } from '../log/prove-entry.ts';
import { findWitnessed, noteWithCosigners } from '../log/witnessed.ts';

const PAGE = 100;
/** Proved at once: in a large log each entry takes a tile of 256 hashes, read and folded. */
const STEP = 5;

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
  deps: Pick<Deps, 'store' | 'witnesses' | 'reads'>,
  caller: SignedInCaller,
  asked: HistoryAsked,
): Promise<Decision<HistoryPage>> {
  return deps.reads.run(caller, 'activity.prove-history', async () => {
    const tiles = noTiles();
    const page = await deps.store.read((tx) => readPage(deps, tx, caller, asked, tiles));
    if (!page) return refuse({ tag: 'not-found' });
    const { first, newest, heads, growth, rows } = page;
    const entries: HistoryPage['entries'] = [];
    // Each step is a snapshot of its own, as sealed entries never change, and others have their turn between two of them.
    for (let at = 0; at < PAGE && at < rows.length; at += STEP) {
      await turn();
      const step = rows.slice(at, Math.min(at + STEP, PAGE));
      entries.push(...(await deps.store.read((tx) => proveStep(tx, step, { first, newest }, tiles))));
    }
    return allow({ heads, growth, entries, next: rows.length > PAGE ? (rows[PAGE - 1]?.position ?? null) : null });
  });
}

interface PageRead extends Pick<HistoryPage, 'heads' | 'growth'> {
  readonly first: number;
  readonly newest: number;
  readonly rows: readonly SealedEvent[];
}

async function readPage(
  deps: Pick<Deps, 'witnesses'>,
  tx: Tx,
  caller: SignedInCaller,
  asked: HistoryAsked,
  tiles: Tiles,
): Promise<PageRead | null> {
  const head = await findHead(tx);
  const newest = asked.newest === undefined ? await findLatestCheckpoint(tx) : await findCheckpoint(tx, asked.newest);
  if (!head || !newest) return null;
  const sizes = await sizesOf(tx, deps, head, newest, asked);
  const heads = await Promise.all(
    sizes.map(async (size) => {
      const row = size === newest.size ? newest : await findCheckpoint(tx, size);
      return row && { size, checkpoint: await noteWithCosigners(tx, head, row) };
    }),
  );
  const [first = newest.size] = sizes;
  const growth = first < newest.size ? await hashRanges(tx, consistencyRanges(first, newest.size), tiles) : [];
  return {
    first,
    newest: newest.size,
    heads: heads.flatMap((one) => one ?? []),
    growth: growth.map(codec.base64),
    rows: await listSealedOf(tx, caller.session.account_id, asked.before ?? newest.size, PAGE + 1),
  };
}

async function proveStep(
  tx: Tx,
  rows: readonly SealedEvent[],
  { first, newest }: Pick<PageRead, 'first' | 'newest'>,
  tiles: Tiles,
): Promise<HistoryPage['entries']> {
  const entries: HistoryPage['entries'] = [];
  for (const { event, entry, salt, position } of rows) {
    const size = position < first ? first : newest;
    const hashes = await hashRanges(tx, inclusionRanges(position, size), tiles);
    const opening = salt === null ? null : { salt, particulars: particularsOf(event) };
    entries.push({ entry, index: position, size, proof: hashes.map(codec.base64), opening });
  }
  return entries;
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
