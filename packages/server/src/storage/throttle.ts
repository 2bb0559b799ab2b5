// Attempt counters, kept in the database so that they survive a restart and hold over several processes.

import type { Counter } from '../domain/throttle/throttle.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const COUNT = statement<Counter>(
  'throttle_count',
  `insert into throttle (throttle_key, points, resets_at) values (?, 1, ?)
   on conflict (throttle_key) do update set
     points = case when throttle.resets_at <= ? then 1 else throttle.points + 1 end,
     resets_at = case when throttle.resets_at <= ? then ? else throttle.resets_at end
   returning points, resets_at as "resetsAt"`,
);

/** Counts one attempt in a single statement, so that no two attempts share a number. */
export async function countAttempt(tx: Tx, key: string, windowMs: number, now: number): Promise<Counter> {
  const [counter] = await tx.all(COUNT, [key, now + windowMs, now, now, now + windowMs]);
  if (!counter) throw new Error('a counter row is returned by every count');
  return counter;
}

/** A success by the one whom the counter watches starts it anew. */
export async function clearCounter(tx: Tx, key: string): Promise<void> {
  await tx.q.deleteFrom('throttle').where('throttle_key', '=', key).execute();
}
