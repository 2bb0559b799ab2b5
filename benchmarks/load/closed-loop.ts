// A closed loop: each client sends its next operation when the last one is answered.

import type { Operation } from '../contender.ts';
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
}

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor seconds a second: 1 is a core kept busy. */
  readonly serverCore: number;
  readonly loadCore: number;
}

/** @throws when any answer is wrong. */
export async function closedLoop(options: LoopOptions): Promise<Measured> {
  const tookMs: number[] = [];
  const from = performance.now() + options.warmSeconds * 1000;
  const until = from + options.measureSeconds * 1000;
  let serverBefore = 0;
  let loadBefore = process.cpuUsage();
  const timer = setTimeout(() => {
    serverBefore = cpuSecondsOf(options.pid);
    loadBefore = process.cpuUsage();
  }, options.warmSeconds * 1000);
  const client = async (operation: Operation, isMeasured: boolean): Promise<void> => {
    const connection = await Connection.open(options.port);
    try {
      for (let begun = performance.now(); begun < until; ) {
        await operation(connection);
        const ended = performance.now();
        if (isMeasured && begun >= from && ended <= until) tookMs.push(ended - begun);
        begun = ended;
      }
    } finally {
      connection.close();
    }
  };
  try {
    const beside = (options.beside ?? []).map((operation) => client(operation, false));
    await Promise.all(options.operations.map((operation) => client(operation, true)));
    const server = cpuSecondsOf(options.pid) - serverBefore;
    const load = process.cpuUsage(loadBefore);
    await Promise.all(beside);
    tookMs.sort((a, b) => a - b);
    const quantile = (part: number) => tookMs[Math.min(tookMs.length - 1, Math.floor(part * tookMs.length))] ?? 0;
    return {
      perSecond: tookMs.length / options.measureSeconds,
      p50Ms: quantile(0.5),
      p99Ms: quantile(0.99),
      serverCore: server / options.measureSeconds,
      loadCore: (load.user + load.system) / 1e6 / options.measureSeconds,
    };
  } finally {
    clearTimeout(timer);
  }
}
