// Servers that look at their clocks, on one database: each with a clock that tests move, and PostgreSQL with one of its own.

import { ClockObserver, type Seen } from '../../packages/server/src/app/clock/observer.ts';
import type { Deps, LogWitness } from '../../packages/server/src/app/deps.ts';
import { sealEvents } from '../../packages/server/src/app/log/seal.ts';
import { WatchedClock } from '../../packages/server/src/platform/clock.ts';
import { migrate } from '../../packages/server/src/storage/migrate.ts';
import type { Dialect } from '../../packages/server/src/storage/store.ts';
import { MovableClock } from './clock.ts';
import { letDatabaseFollow } from './database-clock.ts';
import { makeDeps } from './deps.ts';
import { newDatabase, type TestDatabase } from './stores.ts';

export interface ObservedServer {
  readonly clock: MovableClock;
  readonly deps: Deps;
  look(): Promise<Seen>;
}

export interface Observed {
  readonly database: TestDatabase;
  /** The database's own, where it has one. */
  readonly databaseClock: MovableClock;
  readonly deps: Deps;
  /** A process that was just started; its first look is its start. */
  start(asked?: { readonly clock?: MovableClock; readonly witnesses?: readonly LogWitness[] }): ObservedServer;
  /** Time passes everywhere. */
  pass(ms: number): void;
  /** Seals what was recorded, by this clock. */
  seal(now: number): Promise<void>;
  close(): Promise<void>;
}

export async function observe(dialect: Dialect): Promise<Observed> {
  const database = await newDatabase(dialect);
  const databaseClock = new MovableClock();
  if (database.address.dialect === 'postgres') await letDatabaseFollow(database.address.url, databaseClock);
  const store = database.open();
  await migrate(store, databaseClock.now());
  const deps = makeDeps(store);
  const clocks = new Set<MovableClock>([databaseClock]);
  let started = 0;
  return {
    database,
    databaseClock,
    deps,
    start: ({ clock = new MovableClock(databaseClock.now()), witnesses = [] } = {}) => {
      clocks.add(clock);
      const own = { ...deps, witnesses, clock: new WatchedClock(clock) };
      const observer = new ClockObserver(own, `node-${++started}`);
      return { clock, deps: own, look: () => observer.look() };
    },
    pass: (ms) => {
      for (const clock of clocks) clock.advance(ms);
    },
    seal: async (now) => {
      while ((await sealEvents(deps, now)) > 0);
    },
    close: async () => {
      await deps.passwordHashing.close();
      await database.close();
    },
  };
}
