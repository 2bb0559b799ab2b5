// Puts a backup into a database, in one transaction: the schema that it was taken with, its rows, then every later schema.

import { sql } from 'kysely';
import { migrateTo, NEWEST_SCHEMA } from '../migrate.ts';
import { statement } from '../statement.ts';
import type { Tx, Value } from '../store.ts';
import { type BackupEnd, BackupFault, type BackupHead, parseRow, type TableHead } from './format.ts';
import { type BackupPart, type CheckedBackup, readBackup } from './read-backup.ts';
import { MIGRATIONS_TABLE, planTables, type TablePlan } from './table-plan.ts';

/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const VALUES_MAX = 8000;

/** Drops what is there: its tables alone, those that are referred to last. */
export async function emptyDatabase(tx: Tx): Promise<void> {
  for (const { name } of [...(await planTables(tx))].reverse()) await sql`drop table ${sql.table(name)}`.execute(tx.q);
  await sql`drop table if exists ${sql.table(MIGRATIONS_TABLE)}`.execute(tx.q);
}

function planFor(plans: readonly TablePlan[], { table, columns }: TableHead): TablePlan {
  const plan = plans.find(({ name }) => name === table);
  const isSame = plan && [...columns].sort().join() === [...plan.columns].sort().join();
  if (!plan || !isSame) throw new BackupFault(`The table ${table} is not as the schema of the backup has it.`);
  return plan;
}

function insertOf({ table, columns }: TableHead, count: number) {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const names = columns.map((column) => `"${column}"`).join(', ');
  const text = `insert into "${table}" (${names}) values ${Array.from({ length: count }, () => row).join(', ')}`;
  return statement(`restore_${table}_${count}`, text);
}

async function insertLines(tx: Tx, head: TableHead, lines: readonly string[]): Promise<void> {
  const width = head.columns.length;
  const batch = Math.max(1, Math.floor(VALUES_MAX / width));
  for (let from = 0; from < lines.length; from += batch) {
    const rows = lines.slice(from, from + batch).map((line) => parseRow(line, width));
    await tx.run(insertOf(head, rows.length), rows.flat() as Value[]);
  }
}

/** Rows of every table, each table once. */
async function loadRows(
  tx: Tx,
  parts: AsyncIterable<BackupPart>,
  now: number,
  onRows: (rows: number) => void,
): Promise<CheckedBackup> {
  let plans: readonly TablePlan[] = [];
  const loaded = new Set<string>();
  let head: BackupHead | null = null;
  let end: BackupEnd | null = null;
  let open: TableHead | null = null;
  let rows = 0;
  for await (const part of parts) {
    if (part.part === 'head') {
      const { schema } = part.head;
      if (schema > NEWEST_SCHEMA) {
        throw new BackupFault(`The backup has schema ${schema}; this program knows ${NEWEST_SCHEMA}.`);
      }
      await migrateTo(tx, schema, now);
      plans = await planTables(tx);
      head = part.head;
    } else if (part.part === 'table') {
      open = part.table;
      const { name } = planFor(plans, open);
      if (loaded.has(name)) throw new BackupFault(`The table ${name} stands in the backup twice.`);
      loaded.add(name);
    } else if (part.part === 'rows' && open) {
      await insertLines(tx, open, part.lines);
      rows += part.lines.length;
      onRows(rows);
    } else if (part.part === 'end') {
      end = part.end;
    }
  }
  const missing = plans.find(({ name }) => !loaded.has(name));
  if (missing || !head || !end) throw new BackupFault(`The table ${missing?.name} is missing from the backup.`);
  return { ...head, tables: end.tables, rows: end.rows };
}

/**
 * Fills an empty database. The caller's transaction makes it all or nothing. @throws BackupFault at whatever is not as it
 * was written, however late in the file
 */
export async function loadBackup(
  tx: Tx,
  chunks: AsyncIterable<Buffer>,
  now: number,
  onRows: (rows: number) => void = () => {},
): Promise<CheckedBackup> {
  const checked = await loadRows(tx, readBackup(chunks), now, onRows);
  await migrateTo(tx, NEWEST_SCHEMA, now);
  return checked;
}
