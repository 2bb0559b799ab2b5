// What can be measured: how a server is started, how its accounts come to be, and the operations that load it.

import type { Connection } from './load/connection.ts';

/** Where one server runs. */
export interface Place {
  readonly port: number;
  readonly managementPort: number;
  /** An empty folder of its own, on the disk that is measured; a lasting contender finds its earlier one. */
  readonly dataDir: string;
  /** Where the contender runs on PostgreSQL. */
  readonly databaseUrl: string | null;
}

export interface Launch {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * One operation of one client: it may be several requests, checks every answer, and throws at a wrong one. `restart` sets
 * its clock back to now, where its time does not begin with its first request.
 */
export type Operation = (connection: Connection, restart: () => void) => Promise<void>;

/** How much a server has done so far, and the server's own time of that, in milliseconds. */
export type Counter = (connection: Connection) => Promise<{ readonly count: number; readonly atMs: number }>;

export interface Scenario<State> {
  readonly name: string;
  /** Clients that each have one operation in flight. */
  readonly concurrency: number;
  /** The operation of client number `client`. */
  readonly prepare: (state: State, client: number, place: Place) => Operation;
  /** Load that runs beside and is not measured. */
  readonly beside?: Scenario<State>;
  /** What it tells is the rate, in place of the operations. */
  readonly counter?: Counter;
  /** How many things one operation is about, where the rate is of those. */
  readonly itemsEach?: number;
  /** So many operations are measured, however long they take. */
  readonly times?: number;
}

export interface Contender<State = unknown> {
  readonly name: string;
  readonly database: 'sqlite' | 'postgres';
  readonly launch: (place: Place) => Launch;
  /** A path that answers 200 as soon as the server can work. */
  readonly ready: string;
  /** Puts accounts into the database before the server starts. */
  readonly seed?: (place: Place) => Promise<State>;
  /** Makes accounts through the running server's own doors. */
  readonly signUp?: (place: Place) => Promise<State>;
  /** Data are made once and serve every round: they are too many to be made again. */
  readonly lasting?: true;
  readonly scenarios: readonly Scenario<State>[];
}

/** Contenders of different states in one list; each only ever meets its own. */
export const contender = <State>(of: Contender<State>): Contender => of as unknown as Contender;
