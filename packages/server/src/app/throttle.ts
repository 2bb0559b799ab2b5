// Counting attempts: keys that cannot be spelt two ways, and refusals that commit what they counted.

import type { Refusal } from '../domain/refusal.ts';
import { LIMITS, type Limit, type LimitName, waitSeconds } from '../domain/throttle/throttle.ts';
import type { KeyRing } from '../platform/key-ring.ts';
import type { Tx } from '../storage/store.ts';
import { clearCounter, countAttempt, countGuessAt, uncountAttempt } from '../storage/throttle.ts';

/** Which of the counters of second-step codes, and for whom. */
export interface CodeCounter {
  readonly limit: Extract<LimitName, `second-code.${string}`>;
  readonly parts: readonly string[];
}

type Keyed = { readonly keyRing: KeyRing };

/** Hashed, so that the table holds neither addresses nor networks in the clear. */
const keyOf = (deps: Keyed, limit: LimitName, parts: readonly string[]): string =>
  `${limit}:${deps.keyRing.mac('throttle', parts.join('\n'))?.toString('base64url')}`;

/** Counts one attempt. @returns the refusal where it was one too many, else null. */
export async function throttle(
  deps: Keyed,
  tx: Tx,
  limit: LimitName,
  parts: readonly string[],
  now: number,
): Promise<Refusal | null> {
  const rule: Limit = LIMITS[limit];
  const key = keyOf(deps, limit, parts);
  const counter = rule.guesses
    ? await countGuessAt(tx, key, rule, now)
    : await countAttempt(tx, key, rule.seconds * 1000, now);
  const retryAfterSeconds = waitSeconds(counter, rule, now);
  return retryAfterSeconds > 0 ? { tag: 'throttled', retryAfterSeconds } : null;
}

/** The attempt that was just counted was no failure. */
export const uncount = (deps: Keyed, tx: Tx, limit: LimitName, parts: readonly string[]): Promise<void> =>
  uncountAttempt(tx, keyOf(deps, limit, parts));

/** The attempts were the holder's own: they count no more. */
export const forgive = (deps: Keyed, tx: Tx, limit: LimitName, parts: readonly string[]): Promise<void> =>
  clearCounter(tx, keyOf(deps, limit, parts));
