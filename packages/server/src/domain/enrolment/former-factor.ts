// Factors and keys that an account had before: kept for fourteen days after they were replaced, to lift a freeze, or to take
// back an enrolment that settles (product.md §2, §3). They open nothing else.

import { FORMER_FACTOR_MS, SETTLING_MS } from './settling.ts';

export const FORMER_KINDS = ['password', 'totp', 'backup-codes', 'key'] as const;
export type FormerKind = (typeof FORMER_KINDS)[number];

export interface FormerFactor {
  readonly kind: FormerKind;
  /** The id of a key; empty for the other kinds, of which an account has one at a time. */
  readonly ref: string;
  /** From when until when the account had it. */
  readonly fromAt: number;
  readonly untilAt: number;
  /** Of a key: it was trusted when it was removed, or shut out before that. */
  readonly wasTrusted?: boolean;
}

/** How long one is kept: an enrolment that happens on its last day can be taken back for three more. */
export const FORMER_KEPT_MS = FORMER_FACTOR_MS + SETTLING_MS;

/**
 * Did the account have it at any time in the fourteen days before protection was turned on?
 * @param agedUntil the same, or since when the clock was in doubt then: those days are no measure
 */
export const wasHadBefore = (
  factor: Pick<FormerFactor, 'fromAt' | 'untilAt'>,
  turnedOnAt: number,
  agedUntil: number = turnedOnAt,
): boolean => factor.fromAt <= turnedOnAt && factor.untilAt > agedUntil - FORMER_FACTOR_MS;

/**
 * Was it replaced so lately that it still lifts a freeze? What the account had for less than fourteen days lifts no longer
 * than what it had itself replaced: a thief's own, replaced in its turn, must not outlast the holder's.
 * @param bornAt when the account was made: what it began with replaced nothing
 */
export function liftsFreeze(
  { fromAt, untilAt }: Pick<FormerFactor, 'fromAt' | 'untilAt'>,
  bornAt: number,
  now: number,
): boolean {
  const since = now - FORMER_FACTOR_MS;
  const stood = untilAt - fromAt >= FORMER_FACTOR_MS || fromAt <= bornAt;
  return untilAt > since && (stood || fromAt > since);
}
