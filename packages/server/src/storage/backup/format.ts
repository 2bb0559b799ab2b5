// How a backup is written: lines of JSON, the same for both databases (docs/backup.md).
//
//   {"holdfast":"backup","v":1,"schema":9,"takenAt":…,"log":{"origin":…,"size":…,"checkpoint":…}|null}
//   {"table":"account","columns":["id",…]}
//   ["acct_…",…]
//   {"end":"account","rows":1,"sha256":…}       over the lines of the table, this one left out
//   {"tables":1,"rows":1,"sha256":…}            over the first line and each table's last one

import type { Value } from '../store.ts';

export interface BackupHead {
  /** The number of the newest migration that the database had. */
  readonly schema: number;
  readonly takenAt: number;
  /** The sealed log's name, size and newest signed head; null where nothing was sealed yet. */
  readonly log: { readonly origin: string; readonly size: number; readonly checkpoint: string } | null;
}

export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}
export interface TableEnd {
  readonly end: string;
  readonly rows: number;
  readonly sha256: string;
}
export interface BackupEnd {
  readonly tables: number;
  readonly rows: number;
  readonly sha256: string;
}

const VERSION = 1;
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

export const formatHead = ({ schema, takenAt, log }: BackupHead): string =>
  line({ holdfast: 'backup', v: VERSION, schema, takenAt, log });
export const formatTable = ({ table, columns }: TableHead): string => line({ table, columns });
export const formatTableEnd = ({ end, rows, sha256 }: TableEnd): string => line({ end, rows, sha256 });
export const formatEnd = ({ tables, rows, sha256 }: BackupEnd): string => line({ tables, rows, sha256 });

/** Bytes stand as {"b64":…}: no other value is an object. */
export const formatRow = (values: readonly Value[]): string =>
  line(values.map((value) => (value instanceof Uint8Array ? { b64: Buffer.from(value).toString('base64') } : value)));

/** The file is not a whole backup; says where it is not. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault';
}

type Fields = Readonly<Record<string, unknown>>;

function parse(text: string, at: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BackupFault(`Line ${at} is not JSON: the file is damaged, or is no backup.`);
  }
}

export function parseFields(text: string, at: number): Fields {
  const fields = parse(text, at);
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields;
  throw new BackupFault(`Line ${at} is not what stands there in a backup.`);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function parseLog(value: unknown): BackupHead['log'] | undefined {
  if (value === null) return null;
  const { origin, size, checkpoint } = (value ?? {}) as Fields;
  return typeof origin === 'string' && isCount(size) && typeof checkpoint === 'string'
    ? { origin, size, checkpoint }
    : undefined;
}

/** @throws BackupFault, also for a version of the format that this program does not know. */
export function parseHead(text: string): BackupHead {
  const { holdfast, v, schema, takenAt, log } = parseFields(text, 1);
  if (holdfast !== 'backup') throw new BackupFault('The file is no backup of Holdfast.');
  if (v !== VERSION) throw new BackupFault(`The backup is of format ${v}; this program reads format ${VERSION}.`);
  const parsed = parseLog(log);
  if (!isCount(schema) || !isCount(takenAt) || parsed === undefined) throw new BackupFault('Line 1 is damaged.');
  return { schema, takenAt, log: parsed };
}

export function readTable({ table, columns }: Fields, at: number): TableHead {
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (isText(table) && Array.isArray(columns) && columns.every(isText)) return { table, columns };
  throw new BackupFault(`Line ${at} does not begin a table.`);
}

export function readTableEnd({ end, rows, sha256 }: Fields, at: number): TableEnd {
  if (typeof end === 'string' && isCount(rows) && typeof sha256 === 'string') return { end, rows, sha256 };
  throw new BackupFault(`Line ${at} does not end a table.`);
}

export function readEnd({ tables, rows, sha256 }: Fields, at: number): BackupEnd {
  if (isCount(tables) && isCount(rows) && typeof sha256 === 'string') return { tables, rows, sha256 };
  throw new BackupFault(`Line ${at} does not end a backup.`);
}

function parseValue(value: unknown): Value | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  const { b64 } = value as Fields;
  return typeof b64 === 'string' ? Buffer.from(b64, 'base64') : undefined;
}

/** @throws BackupFault */
export function parseRow(text: string, width: number): Value[] {
  const values = parse(text, 0);
  const row = Array.isArray(values) && values.length === width ? values.map(parseValue) : [undefined];
  if (row.includes(undefined)) throw new BackupFault('A row does not have the columns of its table.');
  return row as Value[];
}
