// The rules of recovering a protected account: who may begin, who may return, and when it may be completed (product.md §4).
//
//   waiting ──(time is over)──► ripe ──(both proofs, approvals, two keys)──► done
//
// A return needs two proofs: the recovery key that began the case, and the secret that was shown then. Approvals of
// recovery contacts are asked for on top where the holder arranged it, never instead.

import type { Account } from '../account/account.ts';
import type { Requirement } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { type Hold, holdStage } from '../hold/hold.ts';
import type { RecoveryFault } from '../refusal.ts';

/** What was found for the key that was typed: a live key's number, or why there is none. */
export type KeyMatch = { readonly ordinal: number } | { readonly spent: boolean };

const HOUR_MS = 60 * 60 * 1000;
const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });

export interface Beginning {
  readonly ordinal: number;
  readonly waitMs: number;
}

/** May a case be opened? One key, one case, one at a time. */
export function decideBeginning(account: Account | null, match: KeyMatch): Decision<Beginning> {
  if (!account) return refused('unknown-account');
  if (account.tier === 'standard') return refused('not-protected');
  if (!('ordinal' in match)) return refused(match.spent ? 'recovery-key-spent' : 'wrong-recovery-key');
  if (account.openRecoveries.length > 0) return refused('recovery-running');
  return allow({ ordinal: match.ordinal, waitMs: account.waitHours * HOUR_MS });
}

/** How many recovery contacts have to approve, and how many did. Without contacts nobody has to. */
export interface Approvals {
  readonly needed: number;
  readonly approved: number;
}
export const NO_APPROVALS: Approvals = { needed: 0, approved: 0 };

export interface CaseFacts {
  readonly hold: Pick<Hold, 'kind' | 'state' | 'startedAt' | 'ripensAt' | 'proofs'>;
  readonly account: Pick<Account, 'tier'>;
  readonly approvals: Approvals;
}

/** Has the wait done its work, so that new keys may be registered? Decided at every use, whatever the job has done. */
export function decideReturn({ hold, account, approvals }: CaseFacts, now: number): Decision<undefined> {
  const stage = holdStage(hold, now);
  if (account.tier === 'standard' || (stage !== 'waiting' && stage !== 'ripe'))
    return refuse({ tag: 'recovery-ended' });
  if (stage === 'waiting') return refuse({ tag: 'recovery-waiting', ripensAt: hold.ripensAt });
  const { needed, approved } = approvals;
  if (approved < needed) return refuse({ tag: 'recovery-unapproved', needed, approved });
  return allow();
}

/** May the account change hands? `unmet`: what the new keys lack for the account's tier. */
export function decideRecovery(
  facts: CaseFacts & { readonly unmet: readonly Requirement[] },
  now: number,
): Decision<undefined> {
  const returned = decideReturn(facts, now);
  if (!returned.allowed) return returned;
  return facts.unmet.length > 0 ? refuse({ tag: 'requirements-unmet', unmet: facts.unmet }) : allow();
}
