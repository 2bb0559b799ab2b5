// A closed loop: each client sends its next operation when the last one is answered.

import type { Counter, Operation } from '../contender.ts';
import { cpuSecondsOf } from '../machine/process-figures.ts';
import { Connection } from './connection.ts';

export interface LoopOptions {
  readonly port: number;
  /** The server's process, whose processor time is taken. */
  readonly pid: number;
  readonly operations: readonly Operation[];
  /** Further clients, not measured. */
  readonly beside?: readonly Operation[];
  readonly warmSeconds: number;
  readonly measureSeconds: number;
  /** So many operations, however long they take, in place of those of `measureSeconds`. */
  readonly times?: number | undefined;
  /** What it grows by is the rate, in place of the operations. */
  readonly counter?: Counter | undefined;
}

export interface Measured {
  readonly perSecond: number;
  /** How long was measured. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor seconds a second: 1 is a core kept busy. */
  readonly serverCore: number;
  readonly loadCore: number;
}

/** What the operations that began after the warm-up took. */
class Took {
  readonly ms: number[] = [];
  /** Of those, how many ended while it was measured. */
  ended = 0;
  firstBegunMs = Number.POSITIVE_INFINITY;
  lastEndedMs = 0;

  add(begun: number, ended: number, until: number): void {
    this.ms.push(ended - begun);
    if (ended <= until) this.ended++;
    this.firstBegunMs = Math.min(this.firstBegunMs, begun);
    this.lastEndedMs = Math.max(this.lastEndedMs, ended);
  }

  quantiles(): Pick<Measured, 'p50Ms' | 'p99Ms'> {
    const sorted = this.ms.sort((a, b) => a - b);
    const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
    return { p50Ms: at(0.5), p99Ms: at(0.99) };
  }
}

interface Usage {
  readonly atMs: number;
  readonly server: number;
  readonly load: NodeJS.CpuUsage;
}

const usageOf = (pid: number): Usage => ({
  atMs: performance.now(),
  server: cpuSecondsOf(pid),
  load: process.cpuUsage(),
});

function coresSince(before: Usage, pid: number): Pick<Measured, 'serverCore' | 'loadCore'> {
  const seconds = (performance.now() - before.atMs) / 1000;
  const { user, system } = process.cpuUsage(before.load);
  return {
    serverCore: (cpuSecondsOf(pid) - before.server) / seconds,
    loadCore: (user + system) / 1e6 / seconds,
  };
}

const waitUntil = (atMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - performance.now())));

/** What the counter grew by a second between two moments. */
async function growth(port: number, counter: Counter, from: number, until: number): Promise<number> {
  const connection = await Connection.open(port);
  try {
    await waitUntil(from);
    const before = await counter(connection);
    await waitUntil(until);
    const after = await counter(connection);
    return (after.count - before.count) / ((after.atMs - before.atMs) / 1000);
  } finally {
    connection.close();
  }
}

/** @throws when any answer is wrong. */
export async function closedLoop(options: LoopOptions): Promise<Measured> {
  const { pid, port, times, counter } = options;
  const from = performance.now() + options.warmSeconds * 1000;
  const until = times === undefined ? from + options.measureSeconds * 1000 : Number.POSITIVE_INFINITY;
  const took = new Took();
  let left = times ?? Number.POSITIVE_INFINITY;
  let before = usageOf(pid);
  const timer = setTimeout(() => {
    before = usageOf(pid);
  }, options.warmSeconds * 1000);
  const client = async (operation: Operation, isMeasured: boolean): Promise<void> => {
    const connection = await Connection.open(port);
    let begun = performance.now();
    const restart = (): void => {
      begun = performance.now();
    };
    try {
      // An operation that takes longer than the measuring is measured all the same: at least one is.
      while ((begun < until || (isMeasured && took.ms.length === 0)) && left > 0) {
        const isCounted = isMeasured && begun >= from;
        if (isCounted) left--;
        await operation(connection, restart);
        const ended = performance.now();
        if (isCounted) took.add(begun, ended, until);
        begun = ended;
      }
    } finally {
      connection.close();
    }
  };
  try {
    const beside = Promise.all((options.beside ?? []).map((operation) => client(operation, false)));
    // Where they fail first, or because the others did, there is somebody to hear of it.
    beside.catch(() => {});
    const counted = counter && growth(port, counter, from, until);
    const [grew] = await Promise.all([counted, ...options.operations.map((operation) => client(operation, true))]);
    const cores = coresSince(before, pid);
    await beside;
    const seconds = times === undefined ? options.measureSeconds : (took.lastEndedMs - took.firstBegunMs) / 1000;
    return { perSecond: grew ?? took.ended / seconds, seconds, ...took.quantiles(), ...cores };
  } finally {
    clearTimeout(timer);
  }
}
