// Hashes passwords slowly, on purpose, in threads of their own, so that a flood of sign-ins cannot starve other requests.

import { Worker } from 'node:worker_threads';
import type { HashingAnswer, HashingTask } from './password-hashing-thread.ts';

export interface PasswordHashing {
  /** An argon2id PHC string. @throws BusyError */
  hash(password: string): Promise<string>;
  /** With null, a decoy is verified so that it takes as long as a real one; the answer is then always false. @throws BusyError */
  verify(phc: string | null, password: string): Promise<boolean>;
  /** Ends the threads; what still waits is rejected. */
  close(): Promise<void>;
}

export interface PasswordHashingLimits {
  /** Threads: one for two cores leaves the other to requests. */
  readonly concurrencyMax: number;
  /** How many may wait. At 10 ms each, 64 wait at most two thirds of a second. */
  readonly queueMax: number;
}

/** Too many passwords wait to be hashed. The doors answer 503 with Retry-After. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Well-formed, at the current cost, of no password. */
export const DECOY = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

interface Job {
  readonly task: HashingTask;
  resolve(value: string | boolean): void;
  reject(error: Error): void;
}

interface Lane {
  readonly worker: Worker;
  job: Job | null;
}

export function createPasswordHashing(limits: PasswordHashingLimits): PasswordHashing {
  const lanes = new Set<Lane>();
  const waiting: Job[] = [];
  let closed = false;

  function perform(task: HashingTask): Promise<string | boolean> {
    return new Promise((resolve, reject) => {
      const lane = freeLane();
      if (lane) give(lane, { task, resolve, reject });
      else if (closed || waiting.length >= limits.queueMax)
        reject(new BusyError('too many passwords wait to be hashed'));
      else waiting.push({ task, resolve, reject });
    });
  }

  function freeLane(): Lane | null {
    if (closed) return null;
    for (const lane of lanes) if (lane.job === null) return lane;
    return lanes.size < limits.concurrencyMax ? openLane() : null;
  }

  function give(lane: Lane, job: Job): void {
    lane.job = job;
    // A thread that works keeps the process alive, one that waits does not.
    lane.worker.ref();
    lane.worker.postMessage(job.task);
  }

  /** Threads start with the first password: a server that sees none never pays for them. */
  function openLane(): Lane {
    const lane: Lane = { worker: startThread(), job: null };
    lanes.add(lane);
    lane.worker.on('message', (answer: HashingAnswer) => {
      const job = lane.job;
      lane.job = null;
      const next = waiting.shift();
      if (next) give(lane, next);
      else lane.worker.unref();
      if (job) settle(job, answer);
    });
    for (const end of ['error', 'exit']) lane.worker.on(end, (error) => dropLane(lane, error));
    return lane;
  }

  /** A thread that died takes its one job along; those that wait get a new thread. */
  function dropLane(lane: Lane, error: unknown): void {
    lanes.delete(lane);
    lane.job?.reject(error instanceof Error ? error : new Error('the password thread ended'));
    lane.job = null;
    while (waiting.length > 0) {
      const free = freeLane();
      const next = free ? waiting.shift() : undefined;
      if (!free || !next) return;
      give(free, next);
    }
  }

  return {
    hash: async (password) => String(await perform({ kind: 'hash', password: normalise(password) })),
    async verify(phc, password) {
      const matches = await perform({ kind: 'verify', phc: phc ?? DECOY, password: normalise(password) });
      return matches === true && phc !== null;
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new BusyError('the server is stopping'));
      await Promise.all([...lanes].map((lane) => lane.worker.terminate()));
    },
  };
}

function settle(job: Job, answer: HashingAnswer): void {
  if (answer.ok) job.resolve(answer.value);
  else job.reject(new Error(answer.message));
}

/** One spelling for what keyboards write differently: NIST SP 800-63B-4 §3.1.1.2. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

/** It makes little garbage, so that it needs no room for much. */
const startThread = (): Worker => new Worker(threadUrl(), { resourceLimits: { maxYoungGenerationSizeMb: 2 } });

/** Beside this file, as source and as built. */
function threadUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./password-hashing-thread.${extension}`, import.meta.url);
}
