// Opens a store by a plain address, in the test's own process or in another.

import { openPostgres } from '../../packages/server/src/storage/postgres.ts';
import { openSqlite } from '../../packages/server/src/storage/sqlite.ts';
import type { OnQueued, Store } from '../../packages/server/src/storage/store.ts';

export type DatabaseAddress =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres'; readonly url: string };

export interface StoreOptions {
  /** SQLite: told how many writes shared each commit. */
  readonly onGroup?: (size: number) => void;
  /** PostgreSQL: how many connections the pool may hold. */
  readonly connectionsMax?: number;
  readonly onQueued?: OnQueued;
}

export function openStore(address: DatabaseAddress, { connectionsMax = 8, ...told }: StoreOptions = {}): Store {
  return address.dialect === 'sqlite'
    ? openSqlite({ file: address.file, ...told })
    : openPostgres({ url: address.url, connectionsMax, ...told });
}
