// Databases for tests: SQLite in a fresh file, PostgreSQL in a fresh database, one suite run on both.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { migrate } from '../../packages/server/src/storage/migrate.ts';
import type { Dialect, Store } from '../../packages/server/src/storage/store.ts';
import { TEST_TIME } from './clock.ts';
import { type DatabaseAddress, openStore, type StoreOptions } from './open-store.ts';

export interface TestDatabase {
  readonly dialect: Dialect;
  /** What another process needs to open the same database. */
  readonly address: DatabaseAddress;
  /** A further store on the same database, with its own connections; closed with the database. */
  open(options?: StoreOptions): Store;
  close(): Promise<void>;
}

/** The URL of an empty database in the run's PostgreSQL, which starts with the first call. */
export async function newPostgresUrl(): Promise<string> {
  const response = await fetch(inject('databaseMaker'), { method: 'POST' });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** An empty database without Holdfast's tables. Close it when the suite is over. */
export async function newDatabase(dialect: Dialect): Promise<TestDatabase> {
  const folder = dialect === 'sqlite' ? mkdtempSync(join(tmpdir(), 'holdfast-sqlite-')) : null;
  const address: DatabaseAddress =
    folder === null
      ? { dialect: 'postgres', url: await newPostgresUrl() }
      : { dialect: 'sqlite', file: join(folder, 'test.db') };
  const opened: Store[] = [];
  return {
    dialect,
    address,
    open: (options) => {
      const store = openStore(address, options);
      opened.push(store);
      return store;
    },
    close: async () => {
      await Promise.all(opened.map((store) => store.close()));
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a suite works with; good inside its tests and hooks. */
export interface SuiteDatabase {
  readonly dialect: Dialect;
  /** Migrated, shared by the tests of the suite. */
  readonly store: Store;
  readonly address: DatabaseAddress;
  open(options?: StoreOptions): Store;
}

/** Runs a suite on one database of its own, migrated. */
export function describeOn(dialect: Dialect, title: string, suite: (database: SuiteDatabase) => void): void {
  describe(title, () => {
    let made: { readonly database: TestDatabase; readonly store: Store } | null = null;
    const ready = () => {
      if (!made) throw new Error('the database is there inside tests and hooks only');
      return made;
    };
    beforeAll(async () => {
      const database = await newDatabase(dialect);
      made = { database, store: database.open() };
      await migrate(made.store, TEST_TIME);
    });
    afterAll(() => made?.database.close());
    suite({
      dialect,
      get store() {
        return ready().store;
      },
      get address() {
        return ready().database.address;
      },
      open: (options) => ready().database.open(options),
    });
  });
}

/** Runs a suite on SQLite and on PostgreSQL: what is promised holds on both. */
export function describeOnBoth(title: string, suite: (database: SuiteDatabase) => void): void {
  describeOn('sqlite', `${title} (SQLite)`, suite);
  describeOn('postgres', `${title} (PostgreSQL)`, suite);
}
