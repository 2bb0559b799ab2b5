// A process on one core, and its end.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** The servers and the database share one core, so that a figure is what one core gives; the load has the other. */
const SERVER_CORE = process.env.SERVER_CORE ?? '0';
const LOAD_CORE = process.env.LOAD_CORE ?? '1';

const STOP_MS_MAX = 8000;

export interface Spawned {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The end of what it wrote to standard error. */
  said(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface SpawnOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

export function spawnPinned(command: readonly string[], options: SpawnOptions = {}): Spawned {
  const child = spawn('taskset', ['-c', SERVER_CORE, ...command], { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = `${said}${bytes}`.slice(-2000);
  });
  if (child.pid === undefined) throw new Error('taskset does not run here; it is part of util-linux');
  return {
    child,
    pid: child.pid,
    said: () => said,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
      child.kill(signal);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Puts this process, with all its threads, on the load's core. */
export function pinThisProcess(): void {
  const { status } = spawnSync('taskset', ['-a', '-p', '-c', LOAD_CORE, String(process.pid)]);
  if (status !== 0) throw new Error('the benchmark needs Linux with two cores and taskset');
}
