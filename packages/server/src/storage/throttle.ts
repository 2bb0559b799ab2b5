// Attempt counters, kept in the database so that they survive a restart and hold over several processes.

import type { Counter, Limit } from '../domain/throttle/throttle.ts';
import { statement } from './statement.ts';
import type { Tx } from './store.ts';

const COUNT = statement<Counter>(
  'throttle_count',
  `insert into throttle (throttle_key, points, resets_at) values (?, 1, ?)
   on conflict (throttle_key) do update set
     points = case when throttle.resets_at <= ? then 1 else throttle.points + 1 end,
     resets_at = case when throttle.resets_at > ? and throttle.resets_at <= excluded.resets_at
       then throttle.resets_at else excluded.resets_at end
   returning points, resets_at as "resetsAt"`,
);

/** Counts one attempt in a single statement, so that no two attempts share a number. */
export async function countAttempt(tx: Tx, key: string, windowMs: number, now: number): Promise<Counter> {
  const [counter] = await tx.all(COUNT, [key, now + windowMs, now, now]);
  if (!counter) throw new Error('a counter row is returned by every count');
  return counter;
}

const COUNT_GUESS = statement<Counter>(
  'throttle_count_guess',
  `insert into throttle (throttle_key, points, resets_at)
   select cast(? as text), case when restored.at is null then 1 else cast(? as integer) end,
     case when restored.at is null then cast(? as bigint) else restored.at + cast(? as bigint) end
   from (select max(at) as at from restoration where coalesce(guesses, 'wait') <> 'forgive' and at > ? and at < ?) as restored
   where 1 = 1
   on conflict (throttle_key) do update set
     points = case when throttle.resets_at <= ? then excluded.points else throttle.points + 1 end,
     resets_at = case
       when throttle.resets_at <= ? then excluded.resets_at
       when throttle.resets_at > ? then cast(? as bigint)
       else throttle.resets_at end
   returning points, resets_at as "resetsAt"`,
);

/**
 * The same for a guess at a secret: a window that was open when an older copy was put back counts as used up. A restore
 * that a clock which ran ahead put into the future holds nobody up for longer.
 */
export async function countGuessAt(tx: Tx, key: string, { points, seconds }: Limit, now: number): Promise<Counter> {
  const windowMs = seconds * 1000;
  const values = [key, points + 1, now + windowMs, windowMs, now - windowMs, now + windowMs];
  const update = [now, now, now + windowMs, now + windowMs];
  const [counter] = await tx.all(COUNT_GUESS, [...values, ...update]);
  if (!counter) throw new Error('a counter row is returned by every count');
  return counter;
}

/** One attempt less: it was no failure. Nothing where the counter is gone. */
export async function uncountAttempt(tx: Tx, key: string): Promise<void> {
  await tx.q
    .updateTable('throttle')
    .set((is) => ({ points: is('points', '-', 1) }))
    .where('throttle_key', '=', key)
    .where('points', '>', 0)
    .execute();
}

/** A success by the one whom the counter watches starts it anew. */
export async function clearCounter(tx: Tx, key: string): Promise<void> {
  await tx.q.deleteFrom('throttle').where('throttle_key', '=', key).execute();
}
