// `holdfast witness` as a process of its own, to be killed and started again on the same folder.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './bare-environment.ts';
import { type EndSignal, endProcess } from './end-process.ts';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

export class WitnessProcess {
  readonly #words: readonly string[];
  readonly folder: string;
  readonly url: string;
  #child: ChildProcess | null = null;
  /** Its keys, as it printed them: Ed25519, and ML-DSA-44. */
  keys: readonly string[] = [];

  private constructor(words: readonly string[], folder: string, port: number) {
    this.#words = words;
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async prepare(name: string, logKey: string): Promise<WitnessProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-witness-'));
    const port = await freePort();
    const words = ['witness', '--data', folder, '--name', name, '--log', logKey, '--port', String(port)];
    return new WitnessProcess(words, folder, port);
  }

  /** Resolves when it listens. @throws with what it said when it ends instead. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN, ...this.#words], { env: bareEnvironment(), stdio: 'pipe' });
    this.#child = child;
    let out = '';
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        out += chunk;
        if (out.includes(' is at ')) resolve();
      });
      child.once('close', (code) => reject(new Error(`the witness ended with ${code}:\n${err}`)));
    });
    this.keys = out.split('\n').filter((line) => /^\S+\+[0-9a-f]{8}\+\S+$/.test(line));
  }

  end(signal: EndSignal): Promise<number | null> {
    return endProcess(this.#child, signal);
  }

  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
