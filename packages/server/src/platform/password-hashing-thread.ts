// The thread that hashes passwords, one at a time and at low priority. Started by password-hashing.ts; says nothing else.

import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';

export type HashingTask =
  | { readonly kind: 'hash'; readonly password: string }
  | { readonly kind: 'verify'; readonly phc: string; readonly password: string };

export type HashingAnswer =
  | { readonly ok: true; readonly value: string | boolean }
  | { readonly ok: false; readonly message: string };

/** OWASP Password Storage: argon2id with 19 MiB, two passes, one lane (argon2id is the library's default variant). */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

// Hashing takes what the thread that answers requests leaves. On Linux the call touches the calling thread alone; elsewhere
// it would slow down the whole process.
if (process.platform === 'linux') setPriority(0, (workerData as { readonly niceness: number }).niceness);

function perform(task: HashingTask): HashingAnswer {
  try {
    const value = task.kind === 'hash' ? hashSync(task.password, COST) : verifySync(task.phc, task.password);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'password hashing failed' };
  }
}

parentPort?.on('message', (task: HashingTask) => parentPort?.postMessage(perform(task)));
