// Opens the database that the environment names, for what is done at the machine without a server.

import { existsSync, readFileSync } from 'node:fs';
import type { Config } from './config/config.ts';
import { ConfigError } from './config/config-error.ts';
import { loadConfig } from './config/load-config.ts';
import type { Secrets } from './config/secrets.ts';
import { openDatabase } from './open-database.ts';
import { createLog } from './platform/log.ts';
import { environment } from './platform/process.ts';
import type { Store } from './storage/store.ts';

export interface Opened {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly secretsFile: string | null;
  readonly store: Store;
}

/** Opening changes nothing. @throws ConfigError, also where there is no database; StorageUnavailable */
export async function openFromEnvironment(): Promise<Opened> {
  const { config, secrets, secretsFile } = loadConfig(environment(), (path) => readFileSync(path, 'utf8'));
  const { database } = config;
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    throw new ConfigError([`There is no database at ${database.file}. Is HOLDFAST_DATA_DIR the server’s?`]);
  }
  return { config, secrets, secretsFile, store: await openDatabase({ config, secrets, log: createLog('silent') }) };
}
