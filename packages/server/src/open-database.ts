// Opens the database that the configuration names; migrating it is apart from this.

import { closeSync, mkdirSync, openSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import { openSqlite, type SqliteOptions } from './storage/sqlite.ts';
import type { Store } from './storage/store.ts';

export interface DatabaseWorld {
  readonly config: Pick<Config, 'database' | 'dataDir'>;
  readonly secrets: Pick<Secrets, 'databaseUrl'>;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}

export async function openDatabase(
  { config, secrets, log }: DatabaseWorld,
  told: Pick<SqliteOptions, 'onGroup' | 'onQueued'> = {},
): Promise<Store> {
  if (config.database.kind === 'sqlite') {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    // The folder may be older and open to others. SQLite gives the files beside the database its own mode.
    closeSync(openSync(config.database.file, 'a', 0o600));
    return openSqlite({ file: config.database.file, ...told });
  }
  if (secrets.databaseUrl === null) throw new Error('PostgreSQL was chosen without an address');
  // Its driver is loaded only where it is used.
  const { openPostgres } = await import('./storage/postgres.ts');
  return openPostgres({
    url: secrets.databaseUrl,
    connectionsMax: config.database.connectionsMax,
    ...(told.onQueued ? { onQueued: told.onQueued } : {}),
    onError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
}
