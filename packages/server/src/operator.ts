// What an operator does at the machine itself, without a server running: a second composition root, for the command line.

import { existsSync, readFileSync } from 'node:fs';
import { type EntryProof, proveEntry } from './app/log/prove-entry.ts';
import { type ReadEntry, readEntries } from './app/log/read-entries.ts';
import { type LogState, readLog } from './app/log/read-log.ts';
import { ConfigError } from './config/config-error.ts';
import { loadConfig } from './config/load-config.ts';
import { openDatabase } from './open-database.ts';
import { createLog } from './platform/log.ts';
import { environment } from './platform/process.ts';
import { findEventById } from './storage/audit.ts';
import { listCheckpoints, listStrayEvents } from './storage/log.ts';
import { requireCurrentSchema } from './storage/migrate.ts';

export type { EntryProof, LogState, ReadEntry };

export interface Operator {
  /** Null before anything was sealed. */
  readLog(): Promise<LogState | null>;
  readEntries(range: { readonly from: number; readonly to: number }): AsyncGenerator<ReadEntry>;
  /** Every head that was signed, the oldest first. */
  readCheckpoints(): AsyncGenerator<{ readonly size: number; readonly note: string }>;
  /** Ids of events that claim a place in the log which is not theirs; at most ten. */
  findStrayEvents(): Promise<readonly string[]>;
  /** Undefined where there is no such event, null where it is not sealed yet. */
  proveEvent(eventId: string): Promise<EntryProof | null | undefined>;
  close(): Promise<void>;
}

const STRAYS_SHOWN = 10;
const PAGE = 1000;

/** Opens the database that the environment names, and changes nothing. @throws ConfigError, SchemaNotCurrent, StorageUnavailable */
export async function openOperator(): Promise<Operator> {
  const { config, secrets } = loadConfig(environment(), (path) => readFileSync(path, 'utf8'));
  const { database } = config;
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    throw new ConfigError([`There is no database at ${database.file}. Is HOLDFAST_DATA_DIR the server’s?`]);
  }
  const log = createLog('silent');
  const store = await openDatabase({ config, secrets, log });
  try {
    await requireCurrentSchema(store);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    async readLog() {
      const state = await readLog({ store });
      return state.allowed ? state.facts : null;
    },
    readEntries: (range) => readEntries({ store }, range),
    async *readCheckpoints() {
      for (let size = 0; ; ) {
        const page = await store.read((tx) => listCheckpoints(tx, size, PAGE));
        yield* page;
        const last = page.at(-1);
        if (!last) return;
        size = last.size;
      }
    },
    async findStrayEvents() {
      const strays = await store.read((tx) => listStrayEvents(tx, STRAYS_SHOWN));
      return strays.map(({ id }) => id);
    },
    proveEvent: (eventId) =>
      store.read(async (tx) => {
        const event = await findEventById(tx, eventId);
        return event ? proveEntry(tx, event) : undefined;
      }),
    close: () => store.close(),
  };
}
