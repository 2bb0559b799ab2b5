// How something slow goes on once it was asked for: at once, or after a wait; and who may finish it (product.md §3).

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { decideUse } from '../credential/decide-use.ts';
import { rightsByMake } from '../credential/judge-make.ts';
import { isTrusted, requireRights, trustedKeys } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { settlesUntil } from '../enrolment/settling.ts';
import { countProofs, type Proofs } from '../proof/proofs.ts';
import { BEGINNER_MS, type Hold, holdStage, SLOW, type SlowKind } from './hold.ts';

export type Pace =
  | { readonly at: 'once' }
  /** `proofs`: how many of the account's own began it. */
  | { readonly at: 'end-of-wait'; readonly ripensAt: number; readonly proofs: 1 | 2 };

/**
 * By a trusted key. Two proofs finish it at once, unless its wait is fixed. While an enrolment settles nothing slow is
 * finished by any number of proofs, so it waits at least until then.
 * @param waitMs the change's own wait, where it is longer than the kind's
 */
export function decideSlow(
  account: Account,
  kind: SlowKind,
  proofs: Proofs,
  now: number,
  waitMs: number = SLOW[kind].waitMs,
): Decision<Pace> {
  const rights = requireRights(account, proofs.first, 'trusted', now);
  if (!rights.allowed) return rights;
  const count = countProofs(account, proofs, now);
  const settled = settlesUntil(account, now);
  if (count === 2 && !SLOW[kind].waitsWithTwo && settled === null) return allow({ at: 'once' });
  return allow({ at: 'end-of-wait', ripensAt: Math.max(now + waitMs, settled ?? 0), proofs: count });
}

/** A change of the same kind that waits already: two proofs take the place of what one began, never the other way round. */
export const takesThePlaceOf = (begun: Pick<Hold, 'proofs'>, asked: 1 | 2): boolean =>
  asked === 2 && begun.proofs === 1;

/** How something slow of a kind goes on for this account, before anybody has asked for it. In milliseconds. */
export interface Pacing {
  /** Until it is ready, where one proof begins it. */
  readonly readyAfter: number;
  /** Until the key that began it may finish it, where no other is used. */
  readonly beginnerAfter: number;
  /** Until it is done, where two begin it: nothing, or its fixed wait, or that of an enrolment that settles. */
  readonly doneAfterWithTwo: number;
}

export function pacingOf(account: Account, kind: SlowKind, now: number): Pacing {
  const { waitMs, waitsWithTwo } = SLOW[kind];
  const readyAfter = Math.max(waitMs, (settlesUntil(account, now) ?? now) - now);
  return {
    readyAfter,
    beginnerAfter: Math.max(readyAfter, BEGINNER_MS),
    doneAfterWithTwo: waitsWithTwo || settlesUntil(account, now) !== null ? readyAfter : 0,
  };
}

/**
 * From when on the key that began it may finish it as well; null where another trusted key has been used since, which
 * then has to.
 */
export function beginnerFinishesFrom(account: Account, hold: Hold, now: number): number | null {
  const others = trustedKeys(account, now, hold.startedWith === null ? [] : [hold.startedWith]);
  if (others.some(({ lastUsedAt }) => lastUsedAt !== null && lastUsedAt >= hold.startedAt)) return null;
  return Math.max(hold.startedAt + BEGINNER_MS, hold.ripensAt);
}

/** Was this key trusted and not suspended when the hold began? Holds of before this was kept judge by the key's age. */
export const wasTrustedThen = (hold: Pick<Hold, 'trustedThen' | 'startedAt'>, key: Credential): boolean =>
  hold.trustedThen ? hold.trustedThen.includes(key.id) : key.trustedAt <= hold.startedAt;

/**
 * The second touch: a confirmed action over this one change. On a protected account by another key that was trusted when
 * the change began; by the beginner's own only after a week in which no other was used. On a standard account by any key
 * or factor, proved anew: after the wait was over, and within the step-up time.
 * @param tapped the key; null for password and second factor
 * @param provedAt when it was
 */
export function decideFinish(
  account: Account,
  hold: Hold,
  tapped: Credential | null,
  provedAt: number,
  stepUpSecondsMax: number,
  now: number,
): Decision<undefined> {
  const stage = holdStage(hold, now);
  if (hold.kind === 'recovery' || stage === 'done' || stage === 'vetoed') return refuse({ tag: 'not-found' });
  if (stage === 'expired') return refuse({ tag: 'hold-expired' });
  const settled = settlesUntil(account, now);
  if (stage === 'waiting' || settled !== null) {
    return refuse({ tag: 'hold-waits', until: Math.max(hold.ripensAt, settled ?? 0) });
  }
  const use = tapped ? decideUse(account, tapped, now) : allow();
  if (!use.allowed) return use;
  if (account.tier === 'standard') {
    const isAnew = provedAt >= hold.ripensAt && now < provedAt + stepUpSecondsMax * 1000;
    return isAnew ? allow() : refuse({ tag: 'step-up-required', ageSecondsMax: stepUpSecondsMax });
  }
  if (!tapped || !isTrusted(tapped, now)) {
    return refuse({ tag: 'key-not-trusted', rights: 'trusted', from: tapped?.trustedAt ?? null });
  }
  if (rightsByMake(account, tapped, now) !== 'all') return refuse({ tag: 'make-reported' });
  if (tapped.id !== hold.startedWith) {
    return wasTrustedThen(hold, tapped) ? allow() : refuse({ tag: 'second-touch-needed', from: null });
  }
  const from = beginnerFinishesFrom(account, hold, now);
  return from !== null && now >= from ? allow() : refuse({ tag: 'second-touch-needed', from });
}
