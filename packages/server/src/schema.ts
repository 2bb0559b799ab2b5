// The database's schema for the command line: which steps it has, which it lacks, and applying those.

import { existsSync, readFileSync } from 'node:fs';
import { loadConfig } from './config/load-config.ts';
import { openDatabase } from './open-database.ts';
import { systemClock } from './platform/clock.ts';
import { createLog } from './platform/log.ts';
import { environment } from './platform/process.ts';
import { type MigrationStep, migrate, NEWEST_SCHEMA, readSchema, stepsAfter } from './storage/migrate.ts';

export interface SchemaState {
  /** The number that the database had; 0 for none. */
  readonly found: number;
  readonly newest: number;
  /** What it lacked, in order. */
  readonly missing: readonly MigrationStep[];
  readonly applied: boolean;
}

/** With `apply`, brings it up, all or nothing; without, changes nothing. @throws ConfigError, SchemaTooNew, StorageUnavailable */
export async function bringUpSchema(apply: boolean): Promise<SchemaState> {
  const { config, secrets } = loadConfig(environment(), (path) => readFileSync(path, 'utf8'));
  const { database } = config;
  // Opening would make the file.
  if (!apply && database.kind === 'sqlite' && !existsSync(database.file)) {
    return { found: 0, newest: NEWEST_SCHEMA, missing: stepsAfter(0), applied: false };
  }
  const store = await openDatabase({ config, secrets, log: createLog('silent') });
  try {
    const found = await readSchema(store);
    const missing = stepsAfter(found);
    if (apply) await migrate(store, systemClock.now());
    return { found, newest: NEWEST_SCHEMA, missing, applied: apply && missing.length > 0 };
  } finally {
    await store.close();
  }
}
