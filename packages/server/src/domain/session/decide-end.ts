// May a session end others? Ending takes access away, so any key will do; but whoever holds no more than a copied cookie must
// not keep its holder out by ending each session that they open (product.md §3: one fresh tap).

import { allow, type Decision, refuse } from '../decision.ts';
import type { Session } from './session.ts';

/** Those that were open when presence was last proved end at once; one that was opened since takes a new proof. */
export function decideEnd(
  session: Pick<Session, 'freshAt'>,
  others: readonly Pick<Session, 'createdAt'>[],
  stepUpSecondsMax: number,
): Decision<undefined> {
  const isLater = others.some(({ createdAt }) => createdAt > session.freshAt);
  return isLater ? refuse({ tag: 'step-up-required', ageSecondsMax: stepUpSecondsMax }) : allow();
}
