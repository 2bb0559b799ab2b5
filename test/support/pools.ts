// Several pools of connections over one database, as several servers would have, and a rush of attempts over all of them.

import { beforeAll } from 'vitest';
import type { Deps } from '../../packages/server/src/app/deps.ts';
import type { Store } from '../../packages/server/src/storage/store.ts';
import { makeDeps } from './deps.ts';

interface PoolsOptions {
  readonly pools: number;
  /** Connections of each. */
  readonly connectionsEach: number;
}

export interface Pools {
  poolAt(index: number): Deps;
  /** Calls `attempt` so many times at once, over one pool after the other. */
  rush<T>(times: number, attempt: (deps: Deps, index: number) => Promise<T>): Promise<T[]>;
}

/** To be called inside a `describe`. All connections are there before its first test, so that nobody arrives late. */
export function preparePools(
  database: { open(options: { readonly connectionsMax: number }): Store },
  { pools, connectionsEach }: PoolsOptions,
): Pools {
  const opened: Deps[] = [];
  beforeAll(async () => {
    const stores = Array.from({ length: pools }, () => database.open({ connectionsMax: connectionsEach }));
    await Promise.all(stores.flatMap((store) => Array.from({ length: connectionsEach }, () => store.ping())));
    opened.push(...stores.map((store) => makeDeps(store)));
  });
  const poolAt = (index: number): Deps => opened[index % pools] as Deps;
  return {
    poolAt,
    rush: (times, attempt) => Promise.all(Array.from({ length: times }, (_, index) => attempt(poolAt(index), index))),
  };
}
