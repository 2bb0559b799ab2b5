// The sealed log's rows: entries in their final order, the kept hashes above them, the head that they grow from.
//
//   audit_event (position null) ──seal──► log_entry, position ──► under a checkpoint
//
// Whoever seals holds the head's row for the transaction and moves its size on by a conditional update: two sealers can
// never continue from one size, however many processes there are and whichever of them dies.

import type { AccountId, EventId } from '../domain/id.ts';
import type { LogChainRow, LogCheckpointRow, LogEntryRow, LogHeadRow, LogNodeRow } from './log-tables.ts';
import { mustTouchOne } from './must-touch-one.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';
import type { SealableEvent } from './tables.ts';

/** The oldest event that is not sealed yet. On its own it tells cheaply whether there is anything to do. */
export const OLDEST_UNSEALED = statement<{ readonly at: number }>(
  'log_oldest_unsealed',
  'select at from audit_event where position is null order by id limit 1',
);

export async function findHead(tx: Tx): Promise<LogHeadRow | null> {
  return (await tx.q.selectFrom('log_head').selectAll().executeTakeFirst()) ?? null;
}

/** The head, held until the transaction ends; null while another process holds it. */
export async function holdHead(tx: Tx): Promise<LogHeadRow | null> {
  const head = tx.q.selectFrom('log_head').selectAll();
  return (await (tx.dialect === 'postgres' ? head.forUpdate().skipLocked() : head).executeTakeFirst()) ?? null;
}

/** Does nothing where a log has been begun already. */
export async function insertHead(tx: Tx, head: LogHeadRow): Promise<void> {
  const begun = await findHead(tx);
  if (begun) return;
  await tx.q
    .insertInto('log_head')
    .values(head)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @throws when the log has grown since it was read. */
export async function moveHead(
  tx: Tx,
  from: Pick<LogHeadRow, 'origin' | 'size'>,
  to: Omit<LogHeadRow, 'origin' | 'seed_sealed' | 'public_key'>,
): Promise<void> {
  const moved = await tx.q
    .updateTable('log_head')
    .set(to)
    .where('origin', '=', from.origin)
    .where('size', '=', from.size)
    .executeTakeFirst();
  mustTouchOne(moved);
}

/** The oldest first. */
export async function listUnsealed(tx: Tx, countMax: number): Promise<readonly SealableEvent[]> {
  return tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('position', 'is', null)
    .orderBy('id')
    .limit(countMax)
    .execute();
}

const MARK = statement('audit_seal', 'update audit_event set position = ? where id = ? and position is null');
const INSERT_ENTRY = statement(
  'log_entry_insert',
  'insert into log_entry (position, event_id, entry, hash, salt) values (?, ?, ?, ?, ?)',
);

/** Puts an event into the log, at its place. @throws when it is there already. */
export async function insertEntry(tx: Tx, row: LogEntryRow): Promise<void> {
  tx.send(INSERT_ENTRY, [row.position, row.event_id, row.entry, row.hash, row.salt]);
  const touched = await tx.run(MARK, [row.position, row.event_id]);
  if (touched !== 1) throw new Error(`event ${row.event_id} was sealed already`);
}

export async function insertNodes(tx: Tx, nodes: readonly LogNodeRow[]): Promise<void> {
  if (nodes.length > 0)
    await tx.q
      .insertInto('log_node')
      .values([...nodes])
      .execute();
}

export async function findChains(tx: Tx, accountIds: readonly AccountId[]): Promise<readonly LogChainRow[]> {
  if (accountIds.length === 0) return [];
  return tx.q.selectFrom('log_chain').selectAll().where('account_id', 'in', accountIds).execute();
}

const PUT_CHAIN = statement(
  'log_chain_put',
  `insert into log_chain (account_id, tag, length, last_position) values (?, ?, ?, ?)
   on conflict (account_id) do update set length = excluded.length, last_position = excluded.last_position`,
);

export function putChain(tx: Tx, row: LogChainRow): void {
  tx.send(PUT_CHAIN, [row.account_id, row.tag, row.length, row.last_position]);
}

export async function insertCheckpoint(tx: Tx, row: LogCheckpointRow): Promise<void> {
  await tx.q.insertInto('log_checkpoint').values(row).execute();
}

export async function findLatestCheckpoint(tx: Tx): Promise<LogCheckpointRow | null> {
  const row = await tx.q.selectFrom('log_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();
  return row ?? null;
}

/** The newest that was signed by then. */
export async function findCheckpointBefore(tx: Tx, signedAt: number): Promise<LogCheckpointRow | null> {
  const rows = tx.q.selectFrom('log_checkpoint').selectAll().where('signed_at', '<=', signedAt);
  return (await rows.orderBy('size', 'desc').limit(1).executeTakeFirst()) ?? null;
}

export async function findCheckpoint(tx: Tx, size: number): Promise<LogCheckpointRow | null> {
  const row = await tx.q.selectFrom('log_checkpoint').selectAll().where('size', '=', size).executeTakeFirst();
  return row ?? null;
}

/** The entry of a sealed event; null while it waits. */
export async function findEntryOf(tx: Tx, eventId: EventId): Promise<LogEntryRow | null> {
  const row = await tx.q
    .selectFrom('audit_event')
    .innerJoin('log_entry', 'log_entry.position', 'audit_event.position')
    .selectAll('log_entry')
    .where('audit_event.id', '=', eventId)
    .where('log_entry.event_id', '=', eventId)
    .executeTakeFirst();
  return row ?? null;
}

export interface SealedEvent {
  readonly event: SealableEvent;
  readonly position: number;
  readonly entry: string;
  readonly salt: string | null;
}

/** What is sealed of one account before a place in the log, the newest first. */
export async function listSealedOf(
  tx: Tx,
  accountId: AccountId,
  before: number,
  countMax: number,
): Promise<readonly SealedEvent[]> {
  const events = await tx.q
    .selectFrom('audit_event')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('position', 'is not', null)
    .where('position', '<', before)
    .orderBy('position', 'desc')
    .limit(countMax)
    .execute();
  if (events.length === 0) return [];
  const positions = events.flatMap(({ position }) => position ?? []);
  const rows = await tx.q
    .selectFrom('log_entry')
    .select(['position', 'entry', 'salt'])
    .where('position', 'in', positions)
    .execute();
  const rowAt = new Map(rows.map((row) => [row.position, row]));
  return events.flatMap((event) => {
    const row = rowAt.get(event.position ?? -1);
    return row ? { event, ...row } : [];
  });
}

/** Kept hashes of a level, in their order: leaves' at 0, and of perfect subtrees at 8, 16 …. `to` is not among them. */
export async function listHashes(
  tx: Tx,
  level: number,
  range: { readonly from: number; readonly to: number },
): Promise<readonly Uint8Array[]> {
  const rows =
    level === 0
      ? await tx.q
          .selectFrom('log_entry')
          .select('hash')
          .where('position', '>=', range.from)
          .where('position', '<', range.to)
          .orderBy('position')
          .execute()
      : await tx.q
          .selectFrom('log_node')
          .select('hash')
          .where('level', '=', level)
          .where('position', '>=', range.from)
          .where('position', '<', range.to)
          .orderBy('position')
          .execute();
  return rows.map(({ hash }) => hash);
}

/** Every head that was signed, the oldest first, after `size`. */
export async function listCheckpoints(tx: Tx, size: number, countMax: number): Promise<readonly LogCheckpointRow[]> {
  return tx.q
    .selectFrom('log_checkpoint')
    .selectAll()
    .where('size', '>', size)
    .orderBy('size')
    .limit(countMax)
    .execute();
}

/** Events that claim a place in the log which is not theirs: the first `countMax`. */
export async function listStrayEvents(tx: Tx, countMax: number): Promise<readonly SealableEvent[]> {
  return tx.q
    .selectFrom('audit_event')
    .leftJoin('log_entry', 'log_entry.position', 'audit_event.position')
    .selectAll('audit_event')
    .where('audit_event.position', 'is not', null)
    .where((is) =>
      is.or([is('log_entry.position', 'is', null), is('log_entry.event_id', '<>', is.ref('audit_event.id'))]),
    )
    .orderBy('audit_event.id')
    .limit(countMax)
    .execute();
}

export interface EntryWithEvent {
  readonly row: LogEntryRow;
  /** Null where the row that the entry was made from is gone. */
  readonly event: SealableEvent | null;
}

/** Entries from `from` on, in their order, with the events that they were made from. */
export async function listEntries(tx: Tx, from: number, countMax: number): Promise<readonly EntryWithEvent[]> {
  const rows = await tx.q
    .selectFrom('log_entry')
    .selectAll()
    .where('position', '>=', from)
    .orderBy('position')
    .limit(countMax)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.event_id);
  const events = await tx.q.selectFrom('audit_event').selectAll().where('id', 'in', ids).execute();
  const eventOf = new Map(events.map((event) => [event.id, event]));
  return rows.map((row) => ({ row, event: eventOf.get(row.event_id) ?? null }));
}
