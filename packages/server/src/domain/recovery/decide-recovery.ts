// The rules of recovering a protected account: who may begin, who may return, and when it may be completed (product.md §4).
//
//   one recovery key ───────────────► a case that anybody stops
//   one, within 30 days of a stop ──► waits 30 days, and only a trusted key stops it
//   both typed together ────────────► takes the place of every case, and only a trusted key stops it
//   waiting ──(time is over)──► ripe ──(both proofs, two keys)──► done; the first that is done ends the others
//
// A return needs two proofs: a recovery key that began the case, and the secret that was shown then. Approvals of
// recovery contacts are asked for on top where the holder arranged it, never instead. Being stopped spends nothing.

import type { Account } from '../account/account.ts';
import type { Requirement } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { type Hold, holdStage } from '../hold/hold.ts';
import type { HoldId } from '../id.ts';
import type { RecoveryFault } from '../refusal.ts';

/** What was found for a key that was typed: a live key's number, or why there is none. */
export type KeyMatch = { readonly ordinal: number } | { readonly isVoid: boolean };

/** A case that one of the account's present recovery keys began. */
export interface KnownCase {
  readonly holdId: HoldId;
  /** The recovery keys that began it. */
  readonly ordinals: readonly number[];
  readonly isOpen: boolean;
  /** When it was stopped; null where it was not, or was given up by the person who began it. */
  readonly stoppedAt: number | null;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** For how long a stop is remembered, and how long a case waits that is begun again within it. */
export const AGAIN_MS = 30 * DAY_MS;

const refused = (why: RecoveryFault) => refuse({ tag: 'recovery-refused', why });

export interface Beginning extends Pick<Hold, 'proofs' | 'stoppedBy'> {
  readonly ordinals: readonly number[];
  readonly waitMs: number;
  /** Open cases that it takes the place of. */
  readonly replaces: readonly HoldId[];
}

/** May a case be opened with the one recovery key, or the two, that were typed? */
export function decideBeginning(
  account: Account | null,
  typed: readonly KeyMatch[],
  cases: readonly KnownCase[],
  now: number,
): Decision<Beginning> {
  if (!account) return refused('unknown-account');
  if (account.tier === 'standard') return refused('not-protected');
  const ordinals: number[] = [];
  for (const match of typed) {
    if (!('ordinal' in match)) return refused(match.isVoid ? 'recovery-key-void' : 'wrong-recovery-key');
    ordinals.push(match.ordinal);
  }
  const [ordinal, other] = ordinals;
  if (ordinal === undefined || ordinal === other) return refused('wrong-recovery-key');
  const waitMs = account.waitHours * HOUR_MS;
  if (other !== undefined) {
    const replaces = account.openRecoveries;
    return allow({ ordinals, waitMs, proofs: 2, stoppedBy: 'trusted-key', replaces });
  }
  const own = cases.filter((known) => known.ordinals.includes(ordinal));
  if (own.some(({ isOpen }) => isOpen)) return refused('recovery-running');
  const again = own.some(({ stoppedAt }) => stoppedAt !== null && now < stoppedAt + AGAIN_MS);
  return allow({
    ordinals,
    waitMs: again ? Math.max(waitMs, AGAIN_MS) : waitMs,
    proofs: 1,
    stoppedBy: again ? 'trusted-key' : 'any',
    replaces: [],
  });
}

/** How many recovery contacts have to approve, and how many did. Without contacts nobody has to. */
export interface Approvals {
  readonly needed: number;
  readonly approved: number;
}
export const NO_APPROVALS: Approvals = { needed: 0, approved: 0 };

export interface CaseFacts {
  /** As it opens: with the delays that an unheard alert or its contacts make (opening.ts). */
  readonly hold: Pick<Hold, 'kind' | 'state' | 'startedAt' | 'ripensAt' | 'claimableUntil' | 'proofs'>;
  /** When the wait that was chosen is over. */
  readonly waitOverAt: number;
  readonly account: Pick<Account, 'tier'>;
  readonly approvals: Approvals;
}

/**
 * Is it open, so that new keys may be registered? Decided at every use, whatever the job has done. Approvals are judged
 * when it opens and never again: a contact who goes afterwards closes no case.
 */
export function decideReturn({ hold, account, approvals, waitOverAt }: CaseFacts, now: number): Decision<undefined> {
  const stage = holdStage(hold, now);
  if (account.tier === 'standard' || (stage !== 'waiting' && stage !== 'ripe'))
    return refuse({ tag: 'recovery-ended' });
  if (stage === 'ripe') return allow();
  const { needed, approved } = approvals;
  if (now >= waitOverAt && approved < needed) return refuse({ tag: 'recovery-unapproved', needed, approved });
  return refuse({ tag: 'recovery-waiting', ripensAt: hold.ripensAt });
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
