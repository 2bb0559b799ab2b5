// Hashes passwords slowly, on purpose, in threads of their own, so that a flood of sign-ins cannot starve other requests.

import { Worker } from 'node:worker_threads';
import { FairQueue, type FairQueueLimits } from '../domain/throttle/fair-queue.ts';
import type { HashingAnswer, HashingTask } from './password-hashing-thread.ts';

/**
 * Why a password is hashed. Sign-ins and recoveries share a thread, and take turns. What somebody sets or proves in a session
 * or a sign-up of their own has another thread: no sign-in and no recovery ever waits behind it.
 */
export type HashingLane = 'sign-in' | 'recovery' | 'sign-up' | 'own';

/** Whose turn it is: lanes take turns, and in a lane so do owners, an account or a network. */
export interface HashingTurn {
  readonly lane: HashingLane;
  readonly owner: string;
}

export interface PasswordHashing {
  /** An argon2id PHC string. @throws BusyError */
  hash(password: string, turn: HashingTurn): Promise<string>;
  /** With null, a decoy is verified so that it takes as long as a real one; the answer is then always false. @throws BusyError */
  verify(phc: string | null, password: string, turn: HashingTurn): Promise<boolean>;
  /** Ends the threads; what still waits is rejected. */
  close(): Promise<void>;
}

export interface PasswordHashingLimits {
  /** Threads for sign-ins and recoveries: one for two cores leaves the other to requests. */
  readonly concurrencyMax: number;
  /** How many may wait in each lane. At 10 ms each, 64 wait at most two thirds of a second. */
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

interface Pool {
  perform(turn: HashingTurn, task: HashingTask): Promise<string | boolean>;
  close(): Promise<void>;
}

/** Of the weight of the thread that answers requests they have a thirtieth and a seventieth (sched(7)). */
const NICENESS = { entrances: 15, own: 19 } as const;
const OWN_LANES: ReadonlySet<HashingLane> = new Set(['sign-up', 'own']);

export function createPasswordHashing({ concurrencyMax, queueMax }: PasswordHashingLimits): PasswordHashing {
  const shared = { waitingMax: queueMax, perOwnerMax: queueMax };
  const entrances = createPool(concurrencyMax, NICENESS.entrances, { 'sign-in': shared, recovery: shared });
  // Nobody has two passwords to set at once.
  const alone = { waitingMax: queueMax, perOwnerMax: 1 };
  const own = createPool(1, NICENESS.own, { 'sign-up': alone, own: alone });
  const perform = (turn: HashingTurn, task: HashingTask) =>
    (OWN_LANES.has(turn.lane) ? own : entrances).perform(turn, task);
  return {
    hash: async (password, turn) => String(await perform(turn, { kind: 'hash', password: normalise(password) })),
    async verify(phc, password, turn) {
      const matches = await perform(turn, { kind: 'verify', phc: phc ?? DECOY, password: normalise(password) });
      return matches === true && phc !== null;
    },
    async close() {
      await Promise.all([entrances.close(), own.close()]);
    },
  };
}

/** Threads, and who waits for one of them, by lane. */
function createPool(
  threadsMax: number,
  niceness: number,
  lanes: Readonly<Partial<Record<HashingLane, FairQueueLimits>>>,
): Pool {
  const threads = new Set<Thread>();
  const waiting = new Lanes(lanes);
  let closed = false;

  function freeThread(): Thread | null {
    if (closed) return null;
    for (const thread of threads) if (thread.job === null) return thread;
    return threads.size < threadsMax ? openThread() : null;
  }

  /** Threads start with the first password: a server that sees none never pays for them. */
  function openThread(): Thread {
    const thread: Thread = { worker: startThread(niceness), job: null };
    threads.add(thread);
    thread.worker.on('message', (answer: HashingAnswer) => {
      const job = thread.job;
      thread.job = null;
      const next = waiting.take();
      if (next) give(thread, next);
      else thread.worker.unref();
      if (job) settle(job, answer);
    });
    for (const end of ['error', 'exit']) thread.worker.on(end, (error) => dropThread(thread, error));
    return thread;
  }

  /** A thread that died takes its one job along; those that wait get a new thread. */
  function dropThread(thread: Thread, error: unknown): void {
    threads.delete(thread);
    thread.job?.reject(error instanceof Error ? error : new Error('the password thread ended'));
    thread.job = null;
    for (let free = freeThread(); free; free = freeThread()) {
      const next = waiting.take();
      if (!next) return;
      give(free, next);
    }
  }

  return {
    perform: (turn, task) =>
      new Promise((resolve, reject) => {
        const job = { task, resolve, reject };
        const thread = freeThread();
        if (thread) give(thread, job);
        else if (closed) reject(new BusyError('the server is stopping'));
        else waiting.add(turn, job)?.reject(new BusyError('too many passwords wait to be hashed'));
      }),
    async close() {
      closed = true;
      for (let job = waiting.take(); job; job = waiting.take()) job.reject(new BusyError('the server is stopping'));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

/** The lanes of a pool, which take turns. */
class Lanes {
  readonly #queues: Map<HashingLane, FairQueue<Job>>;

  constructor(lanes: Readonly<Partial<Record<HashingLane, FairQueueLimits>>>) {
    const named = Object.entries(lanes) as [HashingLane, FairQueueLimits][];
    this.#queues = new Map(named.map(([lane, limits]) => [lane, new FairQueue<Job>(limits)]));
  }

  /** @returns the job that has to be turned away for it, or null. */
  add({ lane, owner }: HashingTurn, job: Job): Job | null {
    const queue = this.#queues.get(lane);
    return queue ? queue.add(owner, job) : job;
  }

  take(): Job | undefined {
    for (const [lane, queue] of this.#queues) {
      const job = queue.take();
      if (!job) continue;
      this.#queues.delete(lane);
      this.#queues.set(lane, queue);
      return job;
    }
    return undefined;
  }
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
}

function give(thread: Thread, job: Job): void {
  thread.job = job;
  // A thread that works keeps the process alive, one that waits does not.
  thread.worker.ref();
  thread.worker.postMessage(job.task);
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
const startThread = (niceness: number): Worker =>
  new Worker(threadUrl(), { workerData: { niceness }, resourceLimits: { maxYoungGenerationSizeMb: 2 } });

/** Beside this file, as source and as built. */
function threadUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./password-hashing-thread.${extension}`, import.meta.url);
}
