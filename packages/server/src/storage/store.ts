// The one door to the database: `read` and `write` hand out a `Tx`, and every query function takes one.

import type { Kysely } from 'kysely';
import type { OutboxChannel } from '../domain/alert/channel.ts';
import type { Statement } from './statement.ts';
import type { Tables } from './tables.ts';

export type Dialect = 'sqlite' | 'postgres';
export type Value = string | number | null | Uint8Array;

/** A running transaction. It is good until the function it was given to returns; used later, it throws. */
export interface Tx {
  readonly dialect: Dialect;
  /** Kysely's builder: for everything that is not on a hot path. */
  readonly q: Kysely<Tables>;
  /** All rows of a compiled statement. */
  all<Row>(statement: Statement<Row>, values: readonly Value[]): Promise<readonly Row[]>;
  /** Runs a compiled statement and answers how many rows it touched. */
  run(statement: Statement<unknown>, values: readonly Value[]): Promise<number>;
  /**
   * Runs a compiled statement whose result nobody waits for: on PostgreSQL it shares the round trip of what follows.
   * Where it fails, the transaction fails.
   */
  send(statement: Statement<unknown>, values: readonly Value[]): void;
  /** Notes that there is something new to deliver: once it is committed, the store tells whoever delivers. */
  queued(channel: OutboxChannel): void;
}

/** Told of every channel that something new was committed for, once for each transaction. Losing a call loses nothing. */
export type OnQueued = (channel: OutboxChannel) => void;

export interface Store {
  readonly dialect: Dialect;
  /** A consistent snapshot; nothing can be written in it. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A serialised write. It is durable when the promise resolves. `work` may run again after a serialisation failure,
   * so it decides and writes, and does no network I/O and no slow hashing. What it throws rolls back.
   * @throws StorageUnavailable when the database is lost or its disk is full; nothing was written.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The hot path: the first row of one statement, which is its own snapshot. */
  one<Row>(statement: Statement<Row>, values: readonly Value[]): Promise<Row | undefined>;
  /**
   * Lets nothing of what was deleted stay in the database's own files: overwritten on SQLite, vacuumed on PostgreSQL, whose
   * files give up the bytes as pages are used again. Outside any transaction. @returns false where it has to be tried again.
   */
  overwriteDeleted(): Promise<boolean>;
  /** Resolves when the database answers. @throws StorageUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be reached or cannot write. A door answers 503 and readiness turns false. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}
