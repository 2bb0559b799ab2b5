// What a witness remembers of each log: the newest tree that it cosigned. It is on the disk before a cosignature leaves.

import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64, toBase64 } from '@holdfast/contract/log';
import { CommandFailure } from '../answer.ts';
import { writeDurably } from './durable-file.ts';

export interface SeenTree {
  readonly size: number;
  readonly root: Uint8Array;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** One process for a folder: two would each cosign what the other does not know of. */
function lock(path: string): void {
  for (;;) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(path, 'utf8'));
    // A container's first process has the same number each time.
    if (holder !== process.pid && holder > 0 && isAlive(holder)) {
      throw new CommandFailure(`Process ${holder} runs this witness already (${path}).`);
    }
    rmSync(path, { force: true });
  }
}

export class WitnessState {
  readonly #path: string;
  readonly #lock: string;
  readonly #trees: Map<string, SeenTree>;

  private constructor(path: string, lockPath: string, trees: Map<string, SeenTree>) {
    this.#path = path;
    this.#lock = lockPath;
    this.#trees = trees;
  }

  /** `isNew`: the witness has no keys yet, so that it cannot have cosigned anything. @throws CommandFailure */
  static open(folder: string, isNew: boolean): WitnessState {
    const path = join(folder, 'state.json');
    const lockPath = join(folder, 'lock');
    lock(lockPath);
    try {
      if (!existsSync(path)) {
        // With its keys and without its memory, it would cosign any history as if it were the first.
        if (!isNew) throw new CommandFailure(`${path} is gone: this witness no longer knows what it cosigned.`);
        writeDurably(path, '{}\n');
      }
      return new WitnessState(path, lockPath, parseState(path));
    } catch (error) {
      rmSync(lockPath, { force: true });
      throw error;
    }
  }

  find(origin: string): SeenTree | null {
    return this.#trees.get(origin) ?? null;
  }

  /** Returns when it is on the disk. */
  put(origin: string, tree: SeenTree): void {
    const trees = new Map(this.#trees).set(origin, tree);
    const written = [...trees].map(([name, { size, root }]) => [name, { size, root: toBase64(root) }]);
    writeDurably(this.#path, `${JSON.stringify(Object.fromEntries(written))}\n`);
    this.#trees.set(origin, tree);
  }

  close(): void {
    rmSync(this.#lock, { force: true });
  }
}

function parseState(path: string): Map<string, SeenTree> {
  const unreadable = () => new CommandFailure(`${path} is not a witness’s state: put its own back.`);
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw unreadable();
  }
  const entries = Object.entries((kept ?? {}) as Record<string, { size?: unknown; root?: unknown }>);
  return new Map(
    entries.map(([origin, { size, root }]) => {
      const bytes = typeof root === 'string' ? fromBase64(root) : null;
      if (!Number.isSafeInteger(size) || bytes?.length !== 32) throw unreadable();
      return [origin, { size: size as number, root: bytes }];
    }),
  );
}
