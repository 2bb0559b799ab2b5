// A look at the whole installation from its own machine: settings, files, clock, database, log, mail, room, address.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noticeOfClock } from './app/clock/notice.ts';
import { findVerified } from './app/metadata/verified.ts';
import { noticeOfRestore } from './app/restore/notice.ts';
import { ConfigError } from './config/config-error.ts';
import { type Loaded, loadConfig } from './config/load-config.ts';
import {
  type Finding,
  fail,
  judgeBelief,
  judgeClock,
  judgeDisk,
  judgeMetadata,
  judgeMode,
  judgeRecord,
  judgeSealing,
  judgeSecrets,
  ok,
  warn,
} from './domain/health/finding.ts';
import { openDatabase } from './open-database.ts';
import { ANCHOR_FILE } from './platform/anchor-file.ts';
import { systemClock } from './platform/clock.ts';
import { createLog } from './platform/log.ts';
import { type Answered, fileFacts, freeBytes, probe } from './platform/machine.ts';
import { checkSmtp } from './platform/mail.ts';
import { environment } from './platform/process.ts';
import { NEWEST_SCHEMA, readSchema } from './storage/migrate.ts';
import { type StoreState, stateOfStore } from './storage/state-of-store.ts';
import type { Store } from './storage/store.ts';

export type { Finding };

/** One finding at a time, in the order in which they are worth reading. Changes nothing. */
export async function* examine(): AsyncGenerator<Finding> {
  const loaded = readConfig();
  if (Array.isArray(loaded)) {
    for (const line of loaded) yield fail('settings', line, 'See docs/configuration.md.');
    return;
  }
  const { config } = loaded;
  yield ok('settings', `The settings can be used; mode: ${config.mode}.`);
  yield* examineFiles(loaded);
  const health = `http://${urlHost(config.managementHost)}:${config.managementPort}/health/ready`;
  const serving = await probe(health);
  yield serving
    ? serving.status === 200
      ? ok('server', 'A server runs here and is ready.')
      : fail('server', 'A server runs here and is not ready.', 'Read its log: it says why at every question.')
    : warn('server', `No server answers at ${health}.`, 'npx holdfast serve');
  yield* examineDatabase(loaded, serving);
  yield* examineAddress(loaded);
  yield await examineMail(loaded);
}

const urlHost = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;

function readConfig(): Loaded | string[] {
  try {
    return loadConfig(environment(), (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof ConfigError) return [...error.lines];
    throw error;
  }
}

async function* examineFiles({ config, secrets, secretsFile }: Loaded): AsyncGenerator<Finding> {
  const kept = secretsFile === null ? null : await fileFacts(secretsFile);
  if (secretsFile !== null && kept) yield judgeMode('secrets-file', secretsFile, kept.mode);
  yield judgeSecrets(secrets.keyRing.length, kept ? systemClock.now() - kept.changedAt : null);
  const { dataDir, database } = config;
  const folder = await fileFacts(dataDir);
  if (!folder) {
    yield warn('data-folder', `${dataDir} is not there yet.`, 'The first start makes it.');
    return;
  }
  if (database.kind === 'sqlite' && existsSync(database.file)) {
    const file = await fileFacts(database.file);
    if (file) yield judgeMode('database-file', database.file, file.mode);
  }
  yield existsSync(join(dataDir, ANCHOR_FILE))
    ? ok('anchor', 'What is known of the log is kept beside the database.')
    : warn(
        'anchor',
        `There is no ${ANCHOR_FILE} in ${dataDir}: an older copy of the database would not be recognised.`,
        'A server that runs makes it. If it is gone after each start, keep the folder.',
      );
  yield judgeDisk(dataDir, await freeBytes(existsSync(dataDir) ? dataDir : dirname(dataDir)));
}

async function* examineDatabase(loaded: Loaded, serving: Answered | null): AsyncGenerator<Finding> {
  const { config, secrets } = loaded;
  const { database } = config;
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    yield warn('database', `There is no database at ${database.file} yet.`, 'npx holdfast migrate');
    return;
  }
  let store: Store | null = null;
  try {
    store = await openDatabase({ config, secrets, log: createLog('silent') });
    const schema = await readSchema(store);
    if (schema < NEWEST_SCHEMA) {
      const says = `The database has schema ${schema}; this program has ${NEWEST_SCHEMA}.`;
      yield fail('database', says, 'npx holdfast backup --out FILE && npx holdfast migrate');
      return;
    }
    yield ok('database', `The database answers, and has schema ${schema}.`);
    yield* judgeState(await store.read(stateOfStore), serving !== null);
    if (config.metadataBlob !== null) yield judgeMetadata(systemClock.now(), await store.read(findVerified));
    yield judgeBelief(await store.read(noticeOfClock));
    const notice = await store.read(noticeOfRestore);
    if (notice !== null) yield warn('restore', notice, 'npx holdfast restore decide --help');
  } catch (error) {
    yield fail('database', (error as Error).message, 'Look at HOLDFAST_DATABASE_URL, and at the database’s own log.');
  } finally {
    await store?.close();
  }
}

function* judgeState(state: StoreState, isServing: boolean): Generator<Finding> {
  const now = systemClock.now();
  if (state.clock !== null) yield judgeClock('clock', 'the database’s', now, state.clock);
  yield judgeRecord(now, state.newestEventAt);
  yield judgeSealing(now, state.oldestUnsealedAt, isServing);
  yield state.dead === 0
    ? ok('outbox', 'No message has been given up.')
    : warn(
        'outbox',
        `${state.dead} messages have been given up.`,
        'Look at mail and webhooks: the server’s log says why.',
      );
  yield state.isSetUp
    ? ok('set-up', 'The server is set up.')
    : warn('set-up', 'Nobody has set the server up yet.', 'npx holdfast setup');
}

async function* examineAddress({ config }: Loaded): AsyncGenerator<Finding> {
  const answered = await probe(`${config.publicUrl}/api/v1/platform`);
  if (!answered) {
    yield warn(
      'address',
      `${config.publicUrl} does not answer from here.`,
      'Look at DNS, the proxy and the certificate.',
    );
    return;
  }
  yield answered.status === 200
    ? ok('address', `${config.publicUrl} answers.`)
    : fail('address', `${config.publicUrl} answers with ${answered.status}.`, 'Look at the proxy: is it this server?');
  if (answered.date !== null)
    yield judgeClock('clock-outside', 'that of the public address', systemClock.now(), answered.date);
}

async function examineMail({ config, secrets }: Loaded): Promise<Finding> {
  if (config.mail.by === 'mailbox' || secrets.smtpUrl === null) {
    return warn('mail', 'Mail goes to the mailbox page and to nobody.', 'Set HOLDFAST_SMTP_URL to run for others.');
  }
  try {
    await checkSmtp(secrets.smtpUrl);
    return ok('mail', 'The mail server answers, and takes mail from here.');
  } catch (error) {
    const says = `The mail server does not take mail: ${(error as Error).message.slice(0, 200)}`;
    return fail('mail', says, 'Look at HOLDFAST_SMTP_URL. Until it is mended nobody gets codes or alerts.');
  }
}
