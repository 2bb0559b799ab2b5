// A real PostgreSQL of one's own: started on a free port, stopped and started again on request, gone with its process.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { type Account, type PostgresPrograms, preparePrograms, unprivilegedAccount } from './postgres-programs.ts';

const USER = 'holdfast';
const READY = 'database system is ready to accept connections';
const START_MS_MAX = 30_000;
const PORT_TRIES_MAX = 5;

// Durability is PostgreSQL's own business and costs the tests seconds; everything else is as a server runs it.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  deadlock_timeout: '100ms',
  log_min_messages: 'log',
  lc_messages: 'C',
};

// The shell waits for a word on its input and then stops the server with that signal. When this process dies in
// whatever way, its end of the pipe closes, and the server and its data go too.
const KEEPER = `exec 3<&0
"$@" </dev/null 3<&- & server=$!
exec 2>/dev/null
read -r word <&3
kill -"\${word:-QUIT}" $server
wait $server
test -n "$word" || rm -rf "$0"`;

/** `fast` breaks connections politely (57P01); `immediate` as a crash would. */
export type StopMode = 'fast' | 'immediate';

export class PostgresCluster {
  readonly #folder: string;
  readonly #data: string;
  readonly #account: Account;
  readonly #programs: PostgresPrograms;
  #port = 0;
  #server: ChildProcess | null = null;
  #databases = 0;

  private constructor(folder: string, account: Account, programs: PostgresPrograms) {
    this.#folder = folder;
    this.#data = join(folder, 'data');
    this.#account = account;
    this.#programs = programs;
  }

  /** A new, empty cluster that answers. @throws with a sentence that says why PostgreSQL cannot run here. */
  static async start(): Promise<PostgresCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'));
    try {
      const account = unprivilegedAccount();
      chmodSync(folder, 0o755);
      if ('uid' in account) chownSync(folder, account.uid as number, account.gid as number);
      const cluster = new PostgresCluster(folder, account, preparePrograms(folder, account));
      cluster.#initialise();
      for (let tries = 1; ; tries++) {
        cluster.#port = await freePort();
        try {
          await cluster.resume();
          return cluster;
        } catch (error) {
          // Somebody else may have taken the port meanwhile.
          if (tries === PORT_TRIES_MAX || !/could not bind/.test(String(error))) throw error;
        }
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error('PostgreSQL, which the tests bring with them, does not run on this machine', { cause: error });
    }
  }

  #initialise(): void {
    const flags = ['--auth=trust', `--username=${USER}`, '--encoding=UTF8', '--no-locale', '--no-sync'];
    execFileSync(this.#programs.initdb, ['-D', this.#data, '--no-instructions', ...flags], {
      ...this.#account,
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  /** Starts the server again on the same data and port. */
  async resume(): Promise<void> {
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const command = [this.#programs.postgres, '-D', this.#data, '-p', String(this.#port), ...settings];
    const server = spawn('/bin/sh', ['-c', KEEPER, this.#folder, ...command], {
      ...this.#account,
      cwd: this.#folder,
      // In a group of its own, so that an interrupt typed at the terminal leaves the order of stopping to us.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.#server = server;
    server.unref();
    await untilReady(server);
  }

  /** Stops the server; its data stay. */
  async stop(mode: StopMode = 'fast'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.ref();
    const exited = once(server, 'exit');
    server.stdin?.on('error', () => {});
    server.stdin?.end(mode === 'fast' ? 'INT\n' : 'QUIT\n');
    await exited;
  }

  /** Stops the server and deletes its data. */
  async dispose(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** postgres://… of a database of this cluster. */
  urlOf(database: string): string {
    return `postgres://${USER}@127.0.0.1:${this.#port}/${database}`;
  }

  /** A new, empty database. @returns its URL. */
  async createDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `test_${this.#databases}`;
    const client = new pg.Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    try {
      // Copying files is quicker than writing a small database through the log.
      await client.query(`create database ${name} strategy file_copy`);
    } finally {
      await client.end();
    }
    return this.urlOf(name);
  }
}

/** Resolves when the server says that it answers; its log is read on so that it never blocks. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`${why}\n${said.trim()}`));
    const late = setTimeout(() => fail(`PostgreSQL did not answer within ${START_MS_MAX / 1000} s`), START_MS_MAX);
    server.once('error', (error) => fail(error.message));
    // Only the server holds the other end: it is gone.
    server.stderr?.once('end', () => {
      clearTimeout(late);
      fail('PostgreSQL ended by itself');
    });
    server.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000);
      if (!said.includes(READY)) return;
      clearTimeout(late);
      resolve();
    });
  });
}
