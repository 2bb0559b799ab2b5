// Which sessions may a session end? Ending takes access away, so any key will do; but whoever holds no more than a copied
// cookie must not keep its holder out by ending each session that they open (product.md §3: one fresh tap).

import { allow, type Decision, refuse } from '../decision.ts';
import type { Session } from './session.ts';

/**
 * Those that were open when presence was last proved here end at once; one that was opened since takes a new proof. One that a
 * clock ahead had opened, later than it is now, is no newer than the proof.
 * @returns those that end, and how many are left; refused where every one of them takes a new proof
 */
export function decideEnd<T extends Pick<Session, 'createdAt'>>(
  { freshAt }: Pick<Session, 'freshAt'>,
  others: readonly T[],
  stepUpSecondsMax: number,
  now: number,
): Decision<{ readonly ends: readonly T[]; readonly left: number }> {
  const ends = others.filter(({ createdAt }) => createdAt <= freshAt || createdAt > now);
  const left = others.length - ends.length;
  return left > 0 && ends.length === 0
    ? refuse({ tag: 'step-up-required', ageSecondsMax: stepUpSecondsMax })
    : allow({ ends, left });
}
