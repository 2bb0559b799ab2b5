// Group commit: writes asked for in one turn of the event loop share one durable commit, each in its own savepoint.
//
// SQLite has one writer, and with synchronous=FULL a commit costs a disk flush. Requests that arrive together are
// therefore run one after the other inside one transaction; none is answered before the flush that covers it.

/** What the group needs of a connection; every call is synchronous in better-sqlite3. */
export interface GroupConnection {
  begin(): void;
  savepoint(): void;
  release(): void;
  /** @returns false when the database gave up the whole transaction by itself, earlier savepoints included. */
  rollbackToSavepoint(): boolean;
  commit(): void;
  rollback(): void;
}

interface Job {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const GROUP_MAX = 128;

export class GroupCommit {
  readonly #connection: GroupConnection;
  readonly #onGroup: (size: number) => void;
  #waiting: Job[] = [];
  #running: Promise<void> | null = null;

  constructor(connection: GroupConnection, onGroup: (size: number) => void) {
    this.#connection = connection;
    this.#onGroup = onGroup;
  }

  /** Runs `work` in the next group; resolves after the commit that made it durable. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Resolves when nothing is waiting or running. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        // One turn of the loop, so that requests already read from their sockets can join this group.
        await new Promise((turn) => setImmediate(turn));
        await this.#commitGroup(this.#waiting.splice(0, GROUP_MAX));
      }
    } finally {
      this.#running = null;
    }
  }

  async #commitGroup(jobs: readonly Job[]): Promise<void> {
    const finished: { job: Job; value: unknown }[] = [];
    try {
      this.#connection.begin();
      for (const job of jobs) {
        const outcome = await this.#runOne(job);
        if (outcome) finished.push({ job, value: outcome.value });
      }
      this.#connection.commit();
    } catch (error) {
      this.#connection.rollback();
      for (const job of jobs) job.reject(error);
      return;
    }
    this.#onGroup(jobs.length);
    for (const { job, value } of finished) job.resolve(value);
  }

  async #runOne(job: Job): Promise<{ value: unknown } | null> {
    this.#connection.savepoint();
    try {
      const value = await job.work();
      this.#connection.release();
      return { value };
    } catch (error) {
      // Going on would commit what follows by itself, and answer as done what is already undone.
      if (!this.#connection.rollbackToSavepoint()) throw error;
      job.reject(error);
      return null;
    }
  }
}
