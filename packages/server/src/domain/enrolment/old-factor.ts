// Which keys and second factors take an enrolment back, together with the mailbox of the day before (product.md §2). Whoever
// had got in may have planted some of them: those must neither undo the holder's own enrolment, nor end what is the holder's.

import type { ProtectedAccount } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { wasTrusted } from '../credential/key-stage.ts';
import type { CredentialId } from '../id.ts';
import { type FormerFactor, wasHadBefore } from './former-factor.ts';
import { FORMER_FACTOR_MS } from './settling.ts';

const HOUR_MS = 60 * 60 * 1000;
/** As long as everything slow is announced: what its holder replaced within it was somebody else's. */
const STOOD_MS = 72 * HOUR_MS;

/** How protection was turned on. */
export interface TurnedOn {
  readonly at: number;
  /** The key that confirmed it; null for enrolments of before this was kept. */
  readonly by: CredentialId | null;
  /** It was trusted by then: no more than another trusted key, or a second factor, is its equal. */
  readonly byTrusted: boolean;
  /** When the account was made: what it began with replaced nothing. */
  readonly bornAt: number;
  /** Until when ages count: the same, or since when the clock was in doubt then. */
  readonly agedUntil: number;
}

/** Was it trusted before, by itself? The enrolment makes others so at its own moment. */
export const wasTrustedBefore = (key: Pick<Credential, 'trustedAt'>, at: number): boolean => key.trustedAt < at;

export function turningOnOf(account: ProtectedAccount): TurnedOn {
  const { protectedSince: at, settledBy: by, settledAgedUntil, createdAt: bornAt, credentials } = account;
  const agedUntil = settledAgedUntil ?? at;
  // Where nobody kept which: a trusted key, if there was any, for then no other could.
  const confirming = credentials.filter(({ id }) => by === null || id === by);
  const byTrusted = confirming.some((key) => wasTrustedBefore(key, agedUntil));
  return { at, by, byTrusted, bornAt, agedUntil };
}

/**
 * A key that is registered still. Never the one that confirmed: whoever has it would end others' keys at once by turning
 * protection on and taking it back. Nor one that was shut out before it was trusted: a suspended key does nothing, and grows
 * to nothing. What was shut out more than fourteen days before is the account's no more.
 */
export function keyTakesBack(key: Credential, { at, by, byTrusted, agedUntil }: TurnedOn): boolean {
  if (key.createdAt > at || key.id === by) return false;
  const shutOutAt = key.suspension?.at ?? null;
  const wasBefore = shutOutAt !== null && shutOutAt <= at;
  if (wasBefore && (!wasTrusted(key) || shutOutAt <= agedUntil - FORMER_FACTOR_MS)) return false;
  return !byTrusted || wasTrustedBefore(key, agedUntil);
}

/**
 * Something that was replaced, removed, or set aside by the enrolment. Never a password. What stood for less than three days
 * does not, where the account had another of its kind before: its holder put that right.
 * @param formers all that are kept
 */
export function formerTakesBack(
  factor: FormerFactor,
  { at, bornAt, agedUntil }: Pick<TurnedOn, 'at' | 'bornAt' | 'agedUntil'>,
  formers: readonly FormerFactor[],
): boolean {
  const wasHad = (one: FormerFactor) => wasHadBefore(one, at, agedUntil);
  if (factor.kind === 'password' || !wasHad(factor)) return false;
  if (factor.kind === 'key') return factor.wasTrusted === true;
  const stood = factor.untilAt >= at || factor.untilAt - factor.fromAt >= STOOD_MS || factor.fromAt <= bornAt;
  return stood || !formers.some((one) => one.kind === factor.kind && one.fromAt < factor.fromAt && wasHad(one));
}
