// A job that runs when woken and on a schedule, one run at a time, and that outlives its own failures.

import type { FastifyBaseLogger } from 'fastify';

export interface WorkerOptions {
  readonly name: string;
  readonly log: FastifyBaseLogger;
  /** Does what is due. @returns true when there may be more at once. */
  readonly work: () => Promise<boolean>;
  readonly everyMs: number;
}

/** How long a wake-up gathers others before it runs. */
const GATHER_MS = 10;

export class Worker {
  readonly #options: WorkerOptions;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  /** Why the last run failed, null when it did not. */
  #failing: string | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), this.#options.everyMs);
    this.#timer.unref();
    this.wake();
  }

  /** Runs soon; a call while running makes it run once more. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Lets the current run finish; nothing starts after it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    // A moment first: whoever woke this is still in the middle of answering, and others are about to wake it too.
    await new Promise((turn) => setTimeout(turn, GATHER_MS));
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        if (await this.#options.work()) this.#again = true;
        this.#say(null);
      }
    } catch (error) {
      this.#say(error as Error);
    } finally {
      this.#running = null;
    }
  }

  /** What is new alone: a full disk is a line in the operator's log, and not four a second on that disk. */
  #say(error: Error | null): void {
    const { name, log } = this.#options;
    const why = error && String(error);
    if (why === this.#failing) return;
    this.#failing = why;
    if (error) log.error({ err: error, job: name }, 'a job failed and will run again');
    else log.warn({ job: name }, 'a job that failed runs again');
  }
}
