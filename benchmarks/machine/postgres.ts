// PostgreSQL with its own defaults, fsync and synchronous_commit among them, on the server's core.

import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { preparePrograms, unprivilegedAccount } from '../../test/support/postgres-programs.ts';
import { type Spawned, spawnPinned } from './pinned-process.ts';

export interface RunningPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const TRIES_MAX = 400;

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

/** Starts a cluster in `folder`: a new one, or the one that is there. */
export async function startPostgres(folder: string, port: number): Promise<RunningPostgres> {
  const account = unprivilegedAccount();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const { initdb, postgres } = preparePrograms(folder, account);
  const data = join(folder, 'data');
  if (!existsSync(data)) {
    const flags = ['--auth=trust', '--username=bench', '--encoding=UTF8', '--no-locale', '--no-instructions'];
    execFileSync(initdb, ['-D', data, ...flags], { ...account, cwd: '/', stdio: 'ignore' });
  }
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
  const command = [postgres, '-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawnPinned(command, { ...account, cwd: '/' });
  await untilItAccepts(server, port);
  return { url: `postgres://bench@127.0.0.1:${port}/postgres`, stop: () => server.stop('SIGINT') };
}

async function untilItAccepts(server: Spawned, port: number): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    if (await accepts(port)) {
      // It listens a moment before it lets anybody in.
      await new Promise((resolve) => setTimeout(resolve, 700));
      return;
    }
    if (server.child.exitCode !== null) throw new Error(`PostgreSQL ended: ${server.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('PostgreSQL does not answer');
}
