// Writes the whole database out of one snapshot, a page at a time, while others go on writing to it.

import { createHash } from 'node:crypto';
import { findHead, findLatestCheckpoint } from '../log.ts';
import { appliedNumber } from '../migrate.ts';
import { type Statement, statement } from '../statement.ts';
import type { Store, Tx, Value } from '../store.ts';
import {
  type BackupHead,
  formatEnd,
  formatHead,
  formatRow,
  formatTable,
  formatTableEnd,
  type TableEnd,
} from './format.ts';
import { planTables, type TablePlan } from './table-plan.ts';

/** Takes a piece of the file and resolves when the next one may come. */
export type WriteChunk = (chunk: Buffer) => Promise<void>;

export interface BackupWritten extends BackupHead {
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Rows of one page: some hundred kilobytes, whatever the size of the database. */
const PAGE = 500;

type Row = Readonly<Record<string, Value>>;

function pagesOf({ name, columns, key }: TablePlan): { readonly first: Statement<Row>; readonly next: Statement<Row> } {
  const select = `select ${columns.map((column) => `"${column}"`).join(', ')} from "${name}"`;
  const keys = key.map((column) => `"${column}"`).join(', ');
  const order = `order by ${keys} limit ${PAGE}`;
  const after = `(${keys}) > (${key.map(() => '?').join(', ')})`;
  return {
    first: statement<Row>(`backup_${name}`, `${select} ${order}`),
    next: statement<Row>(`backup_next_${name}`, `${select} where ${after} ${order}`),
  };
}

async function* rowsOf(tx: Tx, plan: TablePlan): AsyncGenerator<readonly Row[]> {
  const { first, next } = pagesOf(plan);
  let rows = await tx.all(first, []);
  while (rows.length > 0) {
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    rows = await tx.all(
      next,
      plan.key.map((column) => last[column] ?? null),
    );
  }
}

async function headOf(tx: Tx, plans: readonly TablePlan[], takenAt: number): Promise<BackupHead> {
  const schema = await appliedNumber(tx);
  const isLogKept = plans.some(({ name }) => name === 'log_checkpoint');
  const head = isLogKept ? await findHead(tx) : null;
  const latest = isLogKept ? await findLatestCheckpoint(tx) : null;
  const log = head && latest ? { origin: head.origin, size: latest.size, checkpoint: latest.note } : null;
  return { schema, takenAt, log };
}

/**
 * All of it in one read-only transaction: what is written meanwhile is not in the backup.
 * @returns null for an empty database.
 */
export function writeBackup(
  store: Store,
  now: number,
  write: WriteChunk,
  onRows: (rows: number) => void = () => {},
): Promise<BackupWritten | null> {
  return store.read(async (tx) => {
    const plans = await planTables(tx);
    if (plans.length === 0) return null;
    const head = await headOf(tx, plans, now);
    const whole = createHash('sha256');
    let bytes = 0;
    let rows = 0;
    const put = async (text: string, ...hashes: { update(chunk: Buffer): unknown }[]): Promise<void> => {
      const chunk = Buffer.from(text, 'utf8');
      for (const hash of hashes) hash.update(chunk);
      bytes += chunk.length;
      await write(chunk);
    };
    await put(formatHead(head), whole);
    for (const plan of plans) {
      const hash = createHash('sha256');
      let count = 0;
      await put(formatTable({ table: plan.name, columns: plan.columns }), hash);
      for await (const page of rowsOf(tx, plan)) {
        const texts = page.map((row) => formatRow(plan.columns.map((column) => row[column] ?? null)));
        await put(texts.join(''), hash);
        count += page.length;
        onRows(rows + count);
      }
      const end: TableEnd = { end: plan.name, rows: count, sha256: hash.digest('hex') };
      await put(formatTableEnd(end), whole);
      rows += count;
    }
    await put(formatEnd({ tables: plans.length, rows, sha256: whole.digest('hex') }));
    return { ...head, tables: plans.length, rows, bytes };
  });
}
