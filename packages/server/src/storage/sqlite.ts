// The embedded default: one SQLite file in WAL mode with full durability, one writer with group commit, one reader.

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { OutboxChannel } from '../domain/alert/channel.ts';
import { GroupCommit, type GroupConnection } from './group-commit.ts';
import { openTx } from './open-tx.ts';
import type { Statement } from './statement.ts';
import { type OnQueued, StorageUnavailable, type Store, type Tx, type Value } from './store.ts';
import type { Tables } from './tables.ts';

export interface SqliteOptions {
  /** The database file; it is created, its folder is not. */
  readonly file: string;
  /** Told how many writes shared each durable commit. */
  readonly onGroup?: (size: number) => void;
  readonly onQueued?: OnQueued;
}

type Prepared = Database.Statement<Value[], unknown>;

/**
 * The same query with each compared parameter as `(select ?)`. better-sqlite3 is built with STAT4, where a parameter
 * that the planner may look at makes SQLite compile the statement anew at every run (sqlite3_bind, "expmask"): a
 * session check then costs four times as much. There are no statistics here that looking could use.
 */
const withHiddenParameters = (sql: string): string =>
  sql.replace(/(?<=\bwhere\b.* (?:=|<>|!=|<|<=|>|>=)) \?/gis, ' (select ?)');

/** better-sqlite3 compiles on every `prepare`; statements are few, so each is compiled once. */
class Connection {
  readonly raw: Database.Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(file: string, options: Database.Options) {
    this.raw = new Database(file, options);
    this.raw.pragma('busy_timeout = 5000');
  }

  prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (!prepared) {
      prepared = this.raw.prepare<Value[], unknown>(withHiddenParameters(sql));
      this.#prepared.set(sql, prepared);
    }
    return prepared;
  }

  exec(sql: string): void {
    this.prepare(sql).run();
  }

  close(): void {
    this.#prepared.clear();
    this.raw.close();
  }

  /**
   * For a statement of the transaction that was begun. A full disk makes SQLite give all of it up by itself: whatever of it
   * runs afterwards would be committed on its own. @throws StorageUnavailable
   */
  prepareInside(sql: string): Prepared {
    if (!this.raw.inTransaction) throw new StorageUnavailable('SQLite gave the transaction up');
    return this.prepare(sql);
  }

  /** Kysely over this connection's transactions, with our prepared statements. */
  kysely(): Kysely<Tables> {
    const database = { prepare: (sql: string) => this.prepareInside(sql), close: () => {} };
    return new Kysely<Tables>({ dialect: new SqliteDialect({ database: database as never }) });
  }
}

const UNAVAILABLE = /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|BUSY|CORRUPT|NOTADB|PROTOCOL)/;

function translate(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && UNAVAILABLE.test(code)) {
    return new StorageUnavailable(`SQLite cannot work now (${code})`, { cause: error });
  }
  return error;
}

const transactionsOf = (writer: Connection): GroupConnection => ({
  begin: () => writer.exec('begin immediate'),
  savepoint: () => writer.exec('savepoint one'),
  release: () => writer.exec('release one'),
  rollbackToSavepoint: () => {
    // A full disk makes SQLite roll the whole transaction back by itself; then there is no savepoint left.
    if (!writer.raw.inTransaction) return false;
    writer.exec('rollback to one');
    writer.exec('release one');
    return true;
  },
  commit: () => writer.exec('commit'),
  rollback: () => {
    if (writer.raw.inTransaction) writer.exec('rollback');
  },
});

/** Hands `work` a Tx over the connection's running transaction, and spends it afterwards. What it queues is added to `queued`. */
async function using<T>(
  connection: Connection,
  q: Kysely<Tables>,
  work: (tx: Tx) => Promise<T>,
  queued: Set<OutboxChannel> = new Set(),
): Promise<T> {
  const { tx, spend } = openTx('sqlite', q, {
    all: async (statement, values) => connection.prepareInside(statement.sqlite).all(...values) as never,
    run: async (statement, values) => connection.prepareInside(statement.sqlite).run(...values).changes,
    send: (statement, values) => void connection.prepareInside(statement.sqlite).run(...values),
    queued: (channel) => void queued.add(channel),
  });
  try {
    return await work(tx);
  } catch (error) {
    throw translate(error);
  } finally {
    spend();
  }
}

/** Larger than what is left over in the pages of a full database. */
const TRIAL_BYTES = 16_384;

/** A write that needs room, and takes it back. */
async function tryRoom(writer: Connection): Promise<void> {
  writer.prepare("insert into fact (name, value) values ('storage.trial', ?)").run('x'.repeat(TRIAL_BYTES));
  writer.exec("delete from fact where name = 'storage.trial'");
}

const WAL_TRIES_MAX = 200;
const WAL_RETRY_MS = 25;

/**
 * The switch to WAL wants the file for itself and, unlike everything else, does not wait for it: processes that start
 * together on a new file meet here (sqlite.org/wal.html, "sometimes queries return SQLITE_BUSY in WAL mode").
 */
function turnOnWal(writer: Connection): void {
  for (let tries = 1; ; tries++) {
    try {
      writer.raw.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || tries === WAL_TRIES_MAX) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_RETRY_MS);
    }
  }
}

/** Up to here rewriting the whole file takes less than a second, in which nothing else is answered. */
const REWRITTEN_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Deleted content is zeroed in the pages it stood in, but older versions of those pages are in the WAL until it is emptied,
 * and pages that were freed before zeroing was on are as they were: a small file is written anew.
 */
async function overwriteDeleted(writer: Connection): Promise<boolean> {
  // Between two groups: a group in work gives way with every turn of the loop.
  while (writer.raw.inTransaction) await new Promise((turn) => setImmediate(turn));
  const bytes = (name: string): number => Number(writer.raw.pragma(name, { simple: true }));
  if (bytes('page_count') * bytes('page_size') <= REWRITTEN_BYTES_MAX) writer.raw.exec('vacuum');
  const [emptied] = writer.raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return emptied?.busy === 0;
}

/** Holds the pages that some thousands of accounts in use are written to; SQLite's own choice, 2 MB, reads them again and again. */
const WRITER_CACHE_KIB = 16_384;
/** Pages that were written several times are moved into the database once: rarer than SQLite's 1000 is less to move. */
const WAL_PAGES = 4000;

/** @throws StorageUnavailable where the disk is full, or the file is none of SQLite's */
function openWriter(file: string): Connection {
  try {
    return setUpWriter(new Connection(file, {}));
  } catch (error) {
    throw translate(error);
  }
}

function setUpWriter(writer: Connection): Connection {
  turnOnWal(writer);
  // An existing WAL file opens at NORMAL: an acknowledged write could then be lost with the power.
  writer.raw.pragma('synchronous = FULL');
  writer.raw.pragma('foreign_keys = ON');
  // What is deleted is overwritten with zeros (sqlite.org/pragma.html#pragma_secure_delete).
  writer.raw.pragma('secure_delete = ON');
  // Else what a savepoint may have to take back goes through a temporary file: twice as many writes as the commit itself,
  // and copies of pages where nothing overwrites them (sqlite.org/tempfiles.html#statement_journal_files).
  writer.raw.pragma('temp_store = MEMORY');
  writer.raw.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
  writer.raw.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
  return writer;
}

/** Writes in groups. `tryWrite` throws for as long as a write that the database could not take would fail again. */
function writesOf(group: GroupCommit, writer: Connection) {
  // Set by a write that the database could not take, until a trial write goes through.
  let isFull = false;
  return {
    write: async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await group.run(work);
      } catch (error) {
        const translated = translate(error);
        if (translated instanceof StorageUnavailable) isFull = true;
        throw translated;
      }
    },
    tryWrite: async (): Promise<void> => {
      await group.run(async () => (isFull ? tryRoom(writer) : undefined));
      isFull = false;
    },
  };
}

/** Opens the file; migrations are run apart from this. */
export function openSqlite(options: SqliteOptions): Store {
  const writer = openWriter(options.file);
  const reader = new Connection(options.file, { readonly: true });
  // Apart from the reader, whose open snapshot may be older than what was acknowledged since.
  const pointReader = new Connection(options.file, { readonly: true });
  const writerQ = writer.kysely();
  const readerQ = reader.kysely();
  const group = new GroupCommit(transactionsOf(writer), options.onGroup ?? (() => {}));
  const { write, tryWrite } = writesOf(group, writer);
  let lastRead: Promise<unknown> = Promise.resolve();
  const snapshot = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    reader.exec('begin');
    try {
      return await using(reader, readerQ, work);
    } finally {
      reader.exec('commit');
    }
  };

  return {
    dialect: 'sqlite',
    read: (work) => {
      const result = lastRead.then(() => snapshot(work));
      lastRead = result.catch(() => {});
      return result;
    },
    write: async (work) => {
      const queued = new Set<OutboxChannel>();
      const value = await write(() => using(writer, writerQ, work, queued));
      for (const channel of queued) options.onQueued?.(channel);
      return value;
    },
    one: async <Row>(statement: Statement<Row>, values: readonly Value[]) => {
      // The writer keeps its page cache over its own commits, while each of them empties everybody else's. In the
      // middle of a group it sees what is not committed yet; then another connection answers.
      const connection = writer.raw.inTransaction ? pointReader : writer;
      try {
        return connection.prepare(statement.sqlite).get(...values) as Row | undefined;
      } catch (error) {
        throw translate(error);
      }
    },
    overwriteDeleted: () => overwriteDeleted(writer).catch((error) => Promise.reject(translate(error))),
    ping: async () => {
      try {
        pointReader.prepare('select 1').get();
        await tryWrite();
      } catch (error) {
        throw new StorageUnavailable('SQLite does not answer', { cause: error });
      }
    },
    close: async () => {
      await group.idle();
      await lastRead;
      reader.close();
      pointReader.close();
      writer.close();
    },
  };
}
