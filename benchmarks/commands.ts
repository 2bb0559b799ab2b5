// npm run bench:commands: what the command line takes over a long log: backup, restore, export, verify; time, rate, memory.
//
//   --events 1000000   --keep (leaves benchmarks/README.md alone)
//
// The log is sealed for real. Each command is a process of its own; the databases are on the disk that BENCH_TMP names.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sealEvents } from '../packages/server/src/app/log/seal.ts';
import { openDevelopmentSecrets } from '../packages/server/src/config/development-secrets.ts';
import { makeOrderedId } from '../packages/server/src/domain/id.ts';
import { createKeyRing } from '../packages/server/src/platform/key-ring.ts';
import { systemRandom } from '../packages/server/src/platform/random.ts';
import { migrate } from '../packages/server/src/storage/migrate.ts';
import { openSqlite } from '../packages/server/src/storage/sqlite.ts';
import type { AuditEventRow } from '../packages/server/src/storage/tables.ts';
import { startPostgres } from './machine/postgres.ts';
import { peakMbOf } from './machine/process-figures.ts';
import { line } from './report.ts';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, keep: { type: 'boolean', default: false } },
});
const events = Number(values.events);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CLI = here('../packages/cli/src/main.ts');
const ACCOUNTS = 1000;
const BATCH = 400;
const PORT = 21_900;

/** An event as a sign-in leaves one. */
function eventAt(index: number, now: number): AuditEventRow {
  const id = String(index % ACCOUNTS).padStart(26, '0');
  return {
    id: makeOrderedId('evnt', now, systemRandom.bytes(16)),
    account_id: `acct_${id}` as never,
    at: now,
    operation: 'sign-in.key',
    outcome: 'done',
    reason: null,
    actor: 'holder',
    session_id: `sess_${id}` as never,
    credential_id: `cred_${id}` as never,
    ip: '203.0.113.7',
    country_code: 'NL',
    device: 'Firefox on Linux',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
    request_id: 'b7f1c6b9e0a41d52c3',
    subject: null,
    used_key_id: `cred_${id}` as never,
    key_name: 'Desk key',
    effective_at: null,
  };
}

/** Fills a data folder with a sealed log of so many events. @returns events sealed a second. */
async function fill(dataDir: string): Promise<number> {
  const { secrets } = openDevelopmentSecrets(dataDir);
  const store = openSqlite({ file: join(dataDir, 'holdfast.db') });
  const keyRing = createKeyRing(secrets, systemRandom);
  const deps = { store, keyRing, random: systemRandom, platform: { publicUrl: 'http://localhost:8400' } };
  const begin = Date.UTC(2026, 0, 1);
  await migrate(store, begin);
  let sealMs = 0;
  for (let made = 0; made < events; ) {
    const rows = Array.from({ length: Math.min(BATCH, events - made) }, (_, at) =>
      eventAt(made + at, begin + made + at),
    );
    await store.write((tx) => tx.q.insertInto('audit_event').values(rows).execute());
    const begun = performance.now();
    while ((await sealEvents(deps, begin + made)) > 0);
    sealMs += performance.now() - begun;
    made += rows.length;
  }
  await store.close();
  return events / (sealMs / 1000);
}

interface Measured {
  readonly seconds: number;
  /** The most that was resident. */
  readonly peakMb: number;
}

/** Runs a command to its end. @throws where its exit status is not 0 */
async function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMb = 0;
  const watch = setInterval(() => {
    try {
      if (child.pid !== undefined) peakMb = Math.max(peakMb, peakMbOf(child.pid) || 0);
    } catch {
      // It has ended.
    }
  }, 50);
  const [status] = (await once(child, 'exit')) as [number | null];
  clearInterval(watch);
  if (status !== 0) throw new Error(`holdfast ${words.join(' ')} ended with ${status}`);
  return { seconds: (performance.now() - begun) / 1000, peakMb };
}

const BEGIN = '<!-- commands:begin -->';
const END = '<!-- commands:end -->';
const HEAD = ['command', 'database', 'seconds', 'events/s', 'file MB', 'MB/s', 'peak memory MB'];

function writeReadme(results: string): void {
  const file = here('README.md');
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error('benchmarks/README.md has lost the markers of the commands');
  writeFileSync(file, `${text.slice(0, before + BEGIN.length)}\n${results}\n${text.slice(after)}`);
}

const folder = mkdtempSync(join(process.env.BENCH_TMP ?? tmpdir(), 'holdfast-commands-'));
chmodSync(folder, 0o755);
const at = (name: string): string => join(folder, name);
const postgres = await startPostgres(at('postgres'), PORT);
try {
  const sqlite = { HOLDFAST_DATA_DIR: at('data') };
  const sealedPerSecond = await fill(sqlite.HOLDFAST_DATA_DIR);
  const restored = { HOLDFAST_DATA_DIR: at('restored') };
  const shared = { HOLDFAST_DATA_DIR: at('shared'), HOLDFAST_DATABASE_URL: postgres.url };
  for (const { HOLDFAST_DATA_DIR } of [restored, shared]) {
    // The secrets have to be the log's own.
    openDevelopmentSecrets(HOLDFAST_DATA_DIR);
    writeFileSync(join(HOLDFAST_DATA_DIR, 'secrets.json'), readFileSync(join(at('data'), 'secrets.json')));
  }
  const rows: string[][] = [];
  const measure = async (words: string[], env: Readonly<Record<string, string>>, file: string): Promise<void> => {
    const { seconds, peakMb } = await run(words, env);
    const mb = statSync(file).size / 1e6;
    const database = 'HOLDFAST_DATABASE_URL' in env ? 'PostgreSQL' : 'SQLite';
    const form = words.indexOf('--format');
    const name = [...words.slice(0, words[0] === 'audit' ? 2 : 1), ...(form < 0 ? [] : words.slice(form))].join(' ');
    const figures = [seconds.toFixed(1), Math.round(events / seconds).toLocaleString('en'), mb.toFixed(0)];
    rows.push([name, database, ...figures, (mb / seconds).toFixed(1), peakMb.toFixed(0)]);
    process.stderr.write(`${line(rows.at(-1) ?? [])}\n`);
  };
  await measure(['backup', '--out', at('a.backup')], sqlite, at('a.backup'));
  await measure(['restore', at('a.backup')], restored, at('a.backup'));
  await measure(['restore', at('a.backup')], shared, at('a.backup'));
  await measure(['backup', '--out', at('b.backup')], shared, at('b.backup'));
  await measure(['audit', 'export', '--out', at('log')], sqlite, at('log'));
  for (const format of ['ndjson', 'csv', 'ocsf']) {
    await measure(['audit', 'export', '--out', at('events'), '--format', format], sqlite, at('events'));
  }
  await measure(['audit', 'export', '--out', at('events'), '--format', 'ocsf'], shared, at('events'));
  await measure(['audit', 'verify', at('log')], sqlite, at('log'));
  const conditions = `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, ${events.toLocaleString('en')} events, sealed at ${Math.round(sealedPerSecond).toLocaleString('en')} a second (SQLite, in batches of ${BATCH}).`;
  const results = [conditions, [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)].join('\n')].join('\n\n');
  process.stdout.write(`${results}\n`);
  if (!values.keep) writeReadme(results);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
