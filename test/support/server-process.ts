// A server as a process of its own, as it ships, to be killed, signalled and started again on the same data.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './bare-environment.ts';
import { type EndSignal, endProcess } from './end-process.ts';
import { freePort } from './free-port.ts';
import { withSmallFiles } from './small-files.ts';

const MAIN = fileURLToPath(new URL('../../packages/server/dist/main.js', import.meta.url));
const START_MS_MAX = 20_000;

export interface Program {
  /** No file of it grows beyond so many blocks of 512 bytes: what is written there fails as on a full disk. */
  readonly fileBlocksMax?: number;
}

export class ServerProcess {
  readonly #program: Program;
  readonly #env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** The address that its pages and keys are for. */
  readonly url: string;
  /** The address at which tests reach this very process. */
  readonly reachableUrl: string;
  readonly managementUrl: string;
  #child: ChildProcess | null = null;
  /** Everything it has printed since it was first started. */
  output = '';

  private constructor(env: Readonly<Record<string, string>>, dataDir: string, program: Program) {
    this.#program = program;
    this.#env = env;
    this.dataDir = dataDir;
    this.url = env.HOLDFAST_PUBLIC_URL ?? '';
    this.reachableUrl = `http://localhost:${env.HOLDFAST_PORT}`;
    this.managementUrl = `http://127.0.0.1:${env.HOLDFAST_MANAGEMENT_PORT}`;
  }

  /** Prepares ports and a data folder; nothing runs yet. */
  static async prepare(env: Readonly<Record<string, string>> = {}, program: Program = {}): Promise<ServerProcess> {
    const [port, managementPort] = [await freePort(), await freePort()];
    const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-process-'));
    const settings = {
      HOLDFAST_DATA_DIR: dataDir,
      HOLDFAST_PUBLIC_URL: `http://localhost:${port}`,
      HOLDFAST_PORT: String(port),
      HOLDFAST_MANAGEMENT_PORT: String(managementPort),
      HOLDFAST_LOG_LEVEL: 'warn',
      ...env,
    };
    return new ServerProcess(settings, dataDir, program);
  }

  /** Resolves when the server says where it is. @throws with its output when it ends instead. */
  async start(): Promise<void> {
    const { fileBlocksMax } = this.#program;
    const [command, words] = withSmallFiles(fileBlocksMax, [process.execPath, MAIN]);
    const child = spawn(command, words, {
      env: { ...bareEnvironment(), ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no start within ${START_MS_MAX} ms:\n${this.output}`)),
        START_MS_MAX,
      );
      let said = '';
      const listen = (chunk: Buffer): void => {
        said += chunk;
        this.output += chunk;
        if (!said.includes('Holdfast is at')) return;
        clearTimeout(late);
        resolve();
      };
      child.stdout?.on('data', listen);
      child.stderr?.on('data', listen);
      child.once('exit', (code) => {
        clearTimeout(late);
        reject(new Error(`ended with ${code}:\n${this.output}`));
      });
    });
  }

  /** Sends a signal and resolves with the exit code, null when the signal itself ended it. */
  end(signal: EndSignal): Promise<number | null> {
    return endProcess(this.#child, signal);
  }

  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
