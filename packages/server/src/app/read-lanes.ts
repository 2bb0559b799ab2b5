// Costly reads: one at a time for each account, few at a time in the whole process, and only as many as the account's budget
// has. Kept in memory: what is protected is this process, and a read must not cost a write.

import { type Decision, refuse } from '../domain/decision.ts';
import {
  type CostlyRead,
  fullBudget,
  isFull,
  READ_COSTS,
  type ReadBudget,
  takeTokens,
} from '../domain/throttle/read-budget.ts';
import { turn } from '../platform/turn.ts';
import type { Caller } from './caller.ts';

/** Of one account. More than the pages ever ask at once. */
const WAITING_MAX = 8;
/** Of all accounts. Between two steps of a read everybody else has a turn: they wait for no more steps than this. */
const AT_ONCE_MAX = 2;
/**
 * How long a refusal is held back, and how many of one account's: a program that asks again at once, on many connections, is
 * as slow as that, and everybody else's requests do not wait behind its refusals.
 */
const HELD_MS = 1000;
const HELD_MAX = 64;
/** Until then accounts whose budget is full are not forgotten. */
const LANES_KEPT = 1000;

interface Lane {
  budget: ReadBudget;
  /** Running and waiting. */
  count: number;
  /** Refusals that are held back. */
  held: number;
  last: Promise<unknown>;
}

/** Whose budget it is: the account's, or where nobody is signed in the network's. */
const ownerOf = ({ session, network }: Caller): string => (session ? session.account_id : `network ${network}`);

export class ReadLanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #waiting: (() => void)[] = [];
  readonly #hold: (ms: number) => Promise<void>;
  #running = 0;

  /** @param hold resolves after so many milliseconds */
  constructor(hold: (ms: number) => Promise<void>) {
    this.#hold = hold;
  }

  /** How many reads run now, in all. */
  get running(): number {
    return this.#running;
  }

  /** How many lanes are remembered. */
  get kept(): number {
    return this.#lanes.size;
  }

  /** Reads when it is the account's turn; refused where its budget is used up, or too many of its reads wait. */
  async run<T>(caller: Caller, read: CostlyRead, work: () => Promise<Decision<T>>): Promise<Decision<T>> {
    const lane = this.#laneOf(ownerOf(caller), caller.now);
    if (lane.count > WAITING_MAX) return this.#refuse(lane, 1);
    const taken = takeTokens(lane.budget, READ_COSTS[read], caller.now);
    lane.budget = taken.budget;
    if (taken.waitSeconds > 0) return this.#refuse(lane, taken.waitSeconds);
    return this.#alone(lane, work);
  }

  /** A file that is read a piece at a time: it was paid for when it was begun, and waits its turn for each piece. */
  async *inTurns<T>(caller: Caller, pieces: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = pieces[Symbol.asyncIterator]();
    try {
      for (;;) {
        const lane = this.#laneOf(ownerOf(caller), caller.now);
        const next = await this.#alone(lane, () => iterator.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  async #refuse(lane: Lane, retryAfterSeconds: number): Promise<Decision<never>> {
    if (lane.held < HELD_MAX) {
      lane.held++;
      await this.#hold(HELD_MS).finally(() => lane.held--);
    }
    return refuse({ tag: 'throttled', retryAfterSeconds });
  }

  #laneOf(owner: string, now: number): Lane {
    let lane = this.#lanes.get(owner);
    if (!lane) {
      if (this.#lanes.size >= LANES_KEPT) this.#forget(now);
      lane = { budget: fullBudget(now), count: 0, held: 0, last: Promise.resolve() };
      this.#lanes.set(owner, lane);
    }
    return lane;
  }

  /** Lanes that nobody uses and whose budget is full are like new ones. */
  #forget(now: number): void {
    for (const [owner, lane] of this.#lanes) {
      if (lane.count === 0 && lane.held === 0 && isFull(lane.budget, now)) this.#lanes.delete(owner);
    }
  }

  #alone<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    lane.count++;
    const result = lane.last.then(() => this.#withPlace(work)).finally(() => lane.count--);
    lane.last = result.catch(() => {});
    return result;
  }

  /** An account asks for one place at a time, so that places are given to accounts in turn. */
  async #withPlace<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE_MAX) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      // Whatever came in while the last one read is answered first.
      await turn();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
