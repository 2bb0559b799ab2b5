// Backups for the command line: written out of the database that the environment names, and put back into one.

import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canOpenLogKey } from './app/log/log-key.ts';
import { type RestoreFound, recordRestoration } from './app/restore/record-restoration.ts';
import { ConfigError } from './config/config-error.ts';
import { type Loaded, loadConfig } from './config/load-config.ts';
import { openDatabase } from './open-database.ts';
import { openFromEnvironment } from './open-from-environment.ts';
import { ANCHOR_FILE, openAnchorFile } from './platform/anchor-file.ts';
import { systemClock } from './platform/clock.ts';
import { createGeo } from './platform/geo.ts';
import { createKeyRing, type KeyRing } from './platform/key-ring.ts';
import { createLog } from './platform/log.ts';
import { environment } from './platform/process.ts';
import { systemRandom } from './platform/random.ts';
import { createDescribeUserAgent } from './platform/user-agent.ts';
import { emptyDatabase, loadBackup } from './storage/backup/load-backup.ts';
import { type CheckedBackup, checkBackup } from './storage/backup/read-backup.ts';
import { planTables } from './storage/backup/table-plan.ts';
import { type BackupWritten, type WriteChunk, writeBackup } from './storage/backup/write-backup.ts';
import { findHead } from './storage/log.ts';
import { countOthers, openPostgres } from './storage/postgres.ts';
import { openSqlite } from './storage/sqlite.ts';
import { closeForGood, DatabaseInUse, removeSqliteFile, takePlace } from './storage/sqlite-file.ts';
import type { Store, Tx } from './storage/store.ts';

export { type BackupWritten, type CheckedBackup, checkBackup };

/** @returns null where the database is empty. @throws ConfigError, StorageUnavailable */
export async function takeBackup(write: WriteChunk, onRows: (rows: number) => void): Promise<BackupWritten | null> {
  const { store } = await openFromEnvironment();
  try {
    return await writeBackup(store, systemClock.now(), write, onRows);
  } finally {
    await store.close();
  }
}

export interface RestoreTarget {
  /** Where it is, for people: a path, or PostgreSQL. */
  readonly place: string;
  readonly isEmpty: boolean;
  readonly tables: number;
  /** Entries of its log. */
  readonly logSize: number;
}

export interface RestoreAsked {
  /** Opens the file anew. */
  readonly open: () => AsyncIterable<Buffer>;
  readonly replace: boolean;
  readonly onRows: (rows: number) => void;
}

export interface Restored extends CheckedBackup {
  /** Where the replaced SQLite file was put aside; null where there was none. */
  readonly aside: string | null;
  /** Something was stopped or made void by it, and waits for `restore decide`. */
  readonly undecided: boolean;
}

const load = (): Loaded => loadConfig(environment(), (path) => readFileSync(path, 'utf8'));

const stateOf = (store: Store): Promise<Omit<RestoreTarget, 'place'>> =>
  store.read(async (tx) => {
    const plans = await planTables(tx);
    const head = plans.some(({ name }) => name === 'log_head') ? await findHead(tx) : null;
    return { isEmpty: plans.length === 0, tables: plans.length, logSize: head?.size ?? 0 };
  });

/** What is there where a backup would be put. Changes nothing. @throws ConfigError, StorageUnavailable */
export async function lookAtTarget(): Promise<RestoreTarget> {
  const { config, secrets } = load();
  const { database } = config;
  const place = database.kind === 'sqlite' ? database.file : 'the PostgreSQL database';
  if (database.kind === 'sqlite' && !existsSync(database.file)) return { place, isEmpty: true, tables: 0, logSize: 0 };
  const store = await openDatabase({ config, secrets, log: createLog('silent') });
  try {
    return { place, ...(await stateOf(store)) };
  } finally {
    await store.close();
  }
}

/** The largest log that is known of: in the database that goes, and in what a server kept beside it. */
async function knownSize({ config }: Loaded, target: RestoreTarget): Promise<number | null> {
  const anchor = await openAnchorFile(join(config.dataDir, ANCHOR_FILE)).read();
  const size = Math.max(target.logSize, anchor?.head?.size ?? 0);
  return size > 0 ? size : null;
}

type Filled = Omit<Restored, 'aside'>;

/** Loads, and puts on record that it was restored, in the same transaction. */
async function fill(tx: Tx, keyRing: KeyRing, known: number | null, asked: RestoreAsked): Promise<Filled> {
  const now = systemClock.now();
  const checked = await loadBackup(tx, asked.open(), now, asked.onRows);
  const head = await findHead(tx);
  if (head && !canOpenLogKey({ keyRing }, head)) {
    throw new ConfigError(['The secrets are not those that the backup was kept under: its log could not go on.']);
  }
  const deps = {
    keyRing,
    random: systemRandom,
    geo: createGeo(),
    describeUserAgent: createDescribeUserAgent(),
  };
  const found: RestoreFound = {
    why: 'command',
    foundSize: checked.log?.size ?? 0,
    knownSize: known,
    takenAt: checked.takenAt,
  };
  const { decided_at } = await recordRestoration(deps, tx, found, now);
  return { ...checked, undecided: decided_at === null };
}

const GONE_TRIES_MAX = 30;
const GONE_RETRY_MS = 100;

/** Of a server that has just ended, PostgreSQL sees the connections out for a moment: nobody is, who is gone in three seconds. */
async function isInUse(tx: Tx): Promise<boolean> {
  for (let tries = 1; (await countOthers(tx)) > 0; tries++) {
    if (tries === GONE_TRIES_MAX) return true;
    await new Promise((turn) => setTimeout(turn, GONE_RETRY_MS));
  }
  return false;
}

/**
 * Puts a backup where the environment's database is. Either all of it is there afterwards, or what was there before.
 * @throws BackupFault, DatabaseInUse, ConfigError, StorageUnavailable
 */
export async function restoreBackup(asked: RestoreAsked): Promise<Restored> {
  const loaded = load();
  const target = await lookAtTarget();
  if (!target.isEmpty && !asked.replace) throw new Error(`${target.place} is not empty`);
  const keyRing = createKeyRing(loaded.secrets.keyRing, systemRandom);
  const known = await knownSize(loaded, target);
  const { database } = loaded.config;
  if (database.kind === 'sqlite')
    return restoreFile(loaded, database.file, target, (tx) => fill(tx, keyRing, known, asked));
  const url = loaded.secrets.databaseUrl ?? '';
  const store = openPostgres({ url, connectionsMax: 1, name: RESTORER });
  try {
    return await store.write(async (tx) => {
      if (await isInUse(tx)) throw new DatabaseInUse('The database is in use: stop every server first.');
      await emptyDatabase(tx);
      return { ...(await fill(tx, keyRing, known, asked)), aside: null };
    });
  } finally {
    await store.close();
  }
}

const RESTORER = 'holdfast restore';

async function restoreFile(
  { config }: Loaded,
  file: string,
  target: RestoreTarget,
  fillDraft: (tx: Tx) => Promise<Filled>,
): Promise<Restored> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  // Before the work, and once more when the files change places.
  if (!target.isEmpty) closeForGood(file);
  const draft = `${file}.restoring`;
  await removeSqliteFile(draft);
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    const store = openSqlite({ file: draft });
    let checked: Filled;
    try {
      checked = await store.write(fillDraft);
    } finally {
      await store.close();
    }
    const stamp = new Date(systemClock.now()).toISOString().replaceAll(/[:.]/g, '-');
    const aside = existsSync(file) ? `${file}.before-${stamp}` : null;
    await takePlace(draft, file, aside ?? '');
    return { ...checked, aside };
  } finally {
    await removeSqliteFile(draft);
  }
}
