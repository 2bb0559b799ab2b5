// The sealer: gives committed events their final order in the log, grows the tree over them and signs its new head.
// It runs behind the requests; nothing that a request waits for takes a lock for it.

import { checkpointNote, checkpointText } from '../../domain/audit/checkpoint.ts';
import { commitTo, formatEntry, SALT_BYTES } from '../../domain/audit/entry.ts';
import { type Edge, grow, leafHash, rootOf } from '../../domain/audit/tree.ts';
import type { AccountId } from '../../domain/id.ts';
import { sha256 } from '../../platform/sha256.ts';
import {
  findChains,
  findHead,
  holdHead,
  insertCheckpoint,
  insertEntry,
  insertNodes,
  listUnsealed,
  moveHead,
  OLDEST_UNSEALED,
  putChain,
} from '../../storage/log.ts';
import type { LogChainRow, LogEntryRow, LogHeadRow } from '../../storage/log-tables.ts';
import type { Tx } from '../../storage/store.ts';
import type { SealableEvent } from '../../storage/tables.ts';
import type { Deps } from '../deps.ts';
import { codec } from './codec.ts';
import { beginLog, type LogMaker, openLogKey } from './log-key.ts';
import { particularsOf } from './particulars-of.ts';
import { cosignHead } from './second-key.ts';

/** So many at once that a batch takes a few milliseconds of the writer, and a flood is caught up with. */
const BATCH = 256;
const HASH_BYTES = 32;
const TAG_BYTES = 16;

export type Sealer = LogMaker & Pick<Deps, 'store'>;

/** Seals a batch. @returns how many; call again while it is a full batch. */
export async function sealEvents(deps: Sealer, now: number): Promise<number> {
  if ((await deps.store.one(OLDEST_UNSEALED, [])) === undefined) return 0;
  if (!(await deps.store.read(findHead))) await deps.store.write((tx) => beginLog(deps, tx));
  return deps.store.write((tx) => sealBatch(deps, tx, now));
}

export const isFullBatch = (sealed: number): boolean => sealed === BATCH;

async function sealBatch(deps: Sealer, tx: Tx, now: number): Promise<number> {
  const head = await holdHead(tx);
  // Somebody else is sealing: what is there to seal will be sealed.
  if (!head) return 0;
  const events = await listUnsealed(tx, BATCH);
  if (events.length === 0) return 0;
  const entries = await writeEntries(deps, tx, head.size, events);
  const { edge, kept } = grow(
    sha256,
    readEdge(head),
    entries.map(({ hash }) => hash),
  );
  await insertNodes(
    tx,
    kept.map(({ level, index, hash }) => ({ level, position: index, hash })),
  );
  const { origin } = head;
  const root = rootOf(sha256, edge);
  const text = checkpointText(codec, origin, edge.size, root);
  const second = cosignHead(deps, head, { origin, size: edge.size, root }, text, now);
  await moveHead(tx, head, { size: edge.size, peaks: Buffer.concat(edge.peaks), ...second });
  await insertCheckpoint(tx, { size: edge.size, note: signHead(deps, head, text), signed_at: now });
  return events.length;
}

/** The log's name, size and root, signed. */
function signHead(deps: Sealer, head: LogHeadRow, text: string): string {
  const signer = openLogKey(deps, head);
  const key = { name: head.origin, publicKey: signer.publicKey };
  return checkpointNote(sha256, codec, key, text, signer.sign(codec.encode(text)));
}

function readEdge({ size, peaks }: LogHeadRow): Edge {
  const count = peaks.length / HASH_BYTES;
  return {
    size,
    peaks: Array.from({ length: count }, (_, at) => peaks.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  };
}

/** Events become entries from position `size` on, each linked to the one before it about the same account. */
async function writeEntries(
  deps: Sealer,
  tx: Tx,
  size: number,
  events: readonly SealableEvent[],
): Promise<readonly LogEntryRow[]> {
  const accountIds = [...new Set(events.flatMap(({ account_id }) => account_id ?? []))];
  const chains = new Map((await findChains(tx, accountIds)).map((chain) => [chain.account_id, chain]));
  const salts = deps.random.bytes(SALT_BYTES * events.length);
  const entries = events.map((event, at): LogEntryRow => {
    const position = size + at;
    const chain = event.account_id === null ? null : extend(deps, chains, event.account_id, position);
    const salt = salts.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES);
    const personal = codec.base64(commitTo(sha256, codec.encode, salt, particularsOf(event)));
    const entry = formatEntry({ ...event, effectiveAt: event.effective_at }, chain, personal);
    const hash = leafHash(sha256, codec.encode(entry));
    return { position, event_id: event.id, entry, hash, salt: codec.base64(salt) };
  });
  await Promise.all(entries.map((entry) => insertEntry(tx, entry)));
  for (const chain of chains.values()) putChain(tx, chain);
  return entries;
}

/** Puts `position` at the end of the account's chain. */
function extend(
  deps: Sealer,
  chains: Map<AccountId, LogChainRow>,
  accountId: AccountId,
  position: number,
): { readonly tag: string; readonly n: number; readonly previous: number | null } {
  const before = chains.get(accountId);
  const tag = before?.tag ?? Buffer.from(deps.random.bytes(TAG_BYTES)).toString('base64url');
  const n = (before?.length ?? 0) + 1;
  chains.set(accountId, { tag, account_id: accountId, length: n, last_position: position });
  return { tag, n, previous: before?.last_position ?? null };
}
