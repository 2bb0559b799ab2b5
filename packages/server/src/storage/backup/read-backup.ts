// Reads a backup and checks it on the way: every line in its place, every digest as it was written, and an end.

import { createHash, type Hash } from 'node:crypto';
import {
  type BackupEnd,
  BackupFault,
  type BackupHead,
  parseFields,
  parseHead,
  readEnd,
  readTable,
  readTableEnd,
  type TableHead,
} from './format.ts';

/** A row is some kilobytes at most; without a bound a damaged file could fill the memory. */
const LINE_BYTES_MAX = 16 * 1024 * 1024;
const BATCH = 500;
const NEWLINE = 10;

export type BackupPart =
  | { readonly part: 'head'; readonly head: BackupHead }
  | { readonly part: 'table'; readonly table: TableHead }
  /** Lines as they stand; `parseRow` reads one. */
  | { readonly part: 'rows'; readonly lines: readonly string[] }
  | { readonly part: 'end'; readonly end: BackupEnd };

/** Whole lines, each with its line break. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, at + 1);
      yield kept.length > 0 ? Buffer.concat([...kept, piece]) : piece;
      kept = [];
      keptBytes = 0;
      from = at + 1;
    }
    if (from < chunk.length) kept.push(chunk.subarray(from));
    keptBytes += chunk.length - from;
    if (keptBytes > LINE_BYTES_MAX) throw new BackupFault('A line is too long: the file is damaged, or is no backup.');
  }
  if (kept.length > 0) throw new BackupFault('The file ends within a line: it was cut off.');
}

interface OpenTable {
  readonly name: string;
  readonly hash: Hash;
  rows: number;
}

/** @throws BackupFault at the first thing that is not as it was written; what came before it was yielded by then. */
export async function* readBackup(chunks: AsyncIterable<Buffer>): AsyncGenerator<BackupPart> {
  const whole = createHash('sha256');
  let table: OpenTable | null = null;
  let batch: string[] = [];
  let [at, tables, rows] = [0, 0, 0];
  let isOver = false;
  for await (const bytes of linesOf(chunks)) {
    at++;
    if (isOver) throw new BackupFault(`Line ${at} comes after the end of the backup.`);
    const text = bytes.toString('utf8');
    if (at === 1) {
      whole.update(bytes);
      yield { part: 'head', head: parseHead(text) };
    } else if (table && text.startsWith('[')) {
      table.hash.update(bytes);
      table.rows++;
      batch.push(text);
      if (batch.length < BATCH) continue;
      yield { part: 'rows', lines: batch };
      batch = [];
    } else if (table) {
      if (batch.length > 0) yield { part: 'rows', lines: batch };
      batch = [];
      endTable(table, text, at);
      whole.update(bytes);
      rows += table.rows;
      tables++;
      table = null;
    } else {
      const fields = parseFields(text, at);
      if ('tables' in fields) {
        isOver = true;
        yield { part: 'end', end: checkEnd(readEnd(fields, at), { tables, rows, sha256: whole.digest('hex') }) };
        continue;
      }
      const head = readTable(fields, at);
      table = { name: head.table, hash: createHash('sha256').update(bytes), rows: 0 };
      yield { part: 'table', table: head };
    }
  }
  if (!isOver) throw new BackupFault('The file has no end: it was cut off.');
}

function endTable(table: OpenTable, text: string, at: number): void {
  const end = readTableEnd(parseFields(text, at), at);
  if (end.end !== table.name || end.rows !== table.rows || end.sha256 !== table.hash.digest('hex')) {
    throw new BackupFault(`The table ${table.name} (to line ${at}) was changed since it was written, or is damaged.`);
  }
}

function checkEnd(end: BackupEnd, counted: BackupEnd): BackupEnd {
  if (end.tables === counted.tables && end.rows === counted.rows && end.sha256 === counted.sha256) return end;
  throw new BackupFault('Tables were put in or left out since the backup was written, or it is damaged.');
}

export interface CheckedBackup extends BackupHead {
  readonly tables: number;
  readonly rows: number;
}

/** Reads it through without putting it anywhere. @throws BackupFault */
export async function checkBackup(
  chunks: AsyncIterable<Buffer>,
  onRows: (rows: number) => void = () => {},
): Promise<CheckedBackup> {
  let head: BackupHead | null = null;
  let end: BackupEnd | null = null;
  let rows = 0;
  for await (const part of readBackup(chunks)) {
    if (part.part === 'head') head = part.head;
    else if (part.part === 'end') end = part.end;
    else if (part.part === 'rows') {
      rows += part.lines.length;
      onRows(rows);
    }
  }
  if (!head || !end) throw new BackupFault('The file is empty.');
  return { ...head, tables: end.tables, rows: end.rows };
}
