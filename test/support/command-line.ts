// `holdfast` as somebody runs it: a process of its own, and what it said.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './bare-environment.ts';
import { withSmallFiles } from './small-files.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

export interface Said {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * @param input what is piped into it
 * @param fileBlocksMax it meets a full disk where a file would grow beyond so many blocks of 512 bytes
 */
export async function holdfast(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: Uint8Array,
  fileBlocksMax?: number,
): Promise<Said> {
  const [command, rest] = withSmallFiles(fileBlocksMax, [process.execPath, MAIN, ...words]);
  const child = spawn(command, rest, { env: { ...bareEnvironment(), ...env }, stdio: 'pipe' });
  // A command that ends before it has read all of it says why by its status.
  child.stdin.on('error', () => {});
  if (input) child.stdin.end(input);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, out, err };
}

export interface Running {
  /** What it has said on standard output so far. */
  readonly said: () => string;
  /** Sends a signal and resolves with the exit status. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** A command that goes on: resolves when it has said `word`. @throws with what it said when it ends instead. */
export async function holdfastUntil(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  word: string,
): Promise<Running> {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { ...bareEnvironment(), ...env }, stdio: 'pipe' });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes(word)) resolve();
    });
    child.once('exit', (status) => reject(new Error(`ended with ${status}: ${said}`)));
  });
  return {
    said: () => said,
    end: async (signal) => {
      const exit = once(child, 'exit');
      child.kill(signal);
      const [status] = (await exit) as [number | null];
      return status;
    },
  };
}

/** Kills a command as soon as `isMidway`. @throws when it ends before that */
export async function holdfastKilled(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  isMidway: () => boolean,
): Promise<void> {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { ...bareEnvironment(), ...env }, stdio: 'ignore' });
  const exit = once(child, 'exit');
  while (!isMidway()) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it was midway`);
    await new Promise((turn) => setTimeout(turn, 2));
  }
  child.kill('SIGKILL');
  await exit;
}
