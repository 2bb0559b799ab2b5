// Who could finish a change when its wait is over, as pages name them: asked of the rule itself, for each key.

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { settlesUntil } from '../enrolment/settling.ts';
import { isProtected } from '../tier.ts';
import { beginnerFinishesFrom, decideFinish } from './decide-slow.ts';
import { expiresAt, type Hold, happensByItself, holdStage, OPEN_STATES } from './hold.ts';

export interface SecondTouch {
  /** Another trusted key than the one that began it; on a standard account any key or factor, proved anew. */
  readonly by: 'another-key' | 'any-proof';
  /** The keys that finish it once its wait is over. On a protected account the one that began it is not among them. */
  readonly keys: readonly Credential[];
  /** Password and authenticator app finish it too. */
  readonly factors: boolean;
  /** From when on the key that began it may finish it as well; null where another has to. */
  readonly beginnerFrom: number | null;
  /** It may by now. */
  readonly beginnerMay: boolean;
}

/** Null where nobody has to: two proofs began it, it is a recovery, or it has ended. */
export function whoFinishes(account: Account, hold: Hold, now: number): SecondTouch | null {
  const isOpen = OPEN_STATES.some((state) => state === holdStage(hold, now));
  if (!isOpen || hold.kind === 'recovery' || happensByItself(hold)) return null;
  const isStandard = !isProtected(account.tier);
  // When it can first be finished; asked a moment before it lapses at the latest.
  const at = Math.min(Math.max(now, hold.ripensAt, settlesUntil(account, now) ?? 0), expiresAt(hold) - 1);
  const finishes = (key: Credential, when: number): boolean => decideFinish(account, hold, key, when, 1, when).allowed;
  const beginner = account.credentials.find(({ id }) => id === hold.startedWith) ?? null;
  const from = beginner && !isStandard ? beginnerFinishesFrom(account, hold, now) : null;
  const beginnerFrom = beginner && from !== null && finishes(beginner, Math.max(from, at)) ? from : null;
  return {
    by: isStandard ? 'any-proof' : 'another-key',
    keys: account.credentials.filter((key) => (isStandard || key !== beginner) && finishes(key, at)),
    factors: account.tier === 'standard' && account.password !== null && account.totp !== null,
    beginnerFrom,
    beginnerMay: beginnerFrom !== null && now >= beginnerFrom,
  };
}
