// Which keys and second factors take an enrolment back, together with a mailbox of before (product.md §2). Whoever had got in
// may have planted some of them: those must not end what is the holder's, nor open the account.

import type { Account } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { HOLD_MS } from '../hold/hold.ts';
import { type FormerFactor, wasHadBefore } from './former-factor.ts';
import type { OldMailbox } from './old-mailbox.ts';
import { FORMER_FACTOR_MS } from './settling.ts';
import { type TurnedOn, wasTrustedBefore } from './turned-on.ts';

type ShownFormer = FormerFactor & { readonly kind: 'totp' | 'backup-codes' | 'key' };
const isShown = (factor: FormerFactor): factor is ShownFormer => factor.kind !== 'password';

/** What was shown beside the mailbox: a code of an app, a backup code, or a key. Never a password. */
export type OldFactor =
  | { readonly is: 'former'; readonly factor: ShownFormer }
  | { readonly is: 'key'; readonly key: Credential };

/**
 * A key that is registered still. Never the one that confirmed: whoever has it would end others' keys at once by turning
 * protection on and taking it back. Nor one that was shut out before it was trusted: a suspended key does nothing, and grows
 * to nothing. What was shut out more than fourteen days before is the account's no more.
 */
function keyTakesBack(key: Credential, { at, by, byTrusted, agedUntil }: TurnedOn): boolean {
  if (key.createdAt > at || key.id === by) return false;
  const shutOutAt = key.suspension?.at ?? null;
  const wasBefore = shutOutAt !== null && shutOutAt <= at;
  // By a clock that was ahead it may have been shut out later than it was.
  const wasTrusted = shutOutAt !== null && key.trustedAt <= Math.min(shutOutAt, agedUntil);
  if (wasBefore && (!wasTrusted || shutOutAt <= agedUntil - FORMER_FACTOR_MS)) return false;
  return !byTrusted || wasTrustedBefore(key, agedUntil);
}

/** Something that was replaced, removed, or set aside by the enrolment. */
const formerTakesBack = (factor: FormerFactor, { at, agedUntil }: TurnedOn): boolean =>
  wasHadBefore(factor, at, agedUntil) && (factor.kind !== 'key' || factor.wasTrusted === true);

/** From when until when the account had it, and could use it. */
const timeOf = (shown: OldFactor, { at }: Pick<TurnedOn, 'at'>): Pick<FormerFactor, 'fromAt' | 'untilAt'> =>
  shown.is === 'former'
    ? shown.factor
    : { fromAt: shown.key.createdAt, untilAt: Math.min(shown.key.suspension?.at ?? at, at) };

/**
 * Of a mailbox that the account has left for longer than a day, only what was in force as it was left counts: whoever moves
 * the address away from somebody who reads the mailbox shuts out what that one holds first.
 */
const countsWith = (mailbox: OldMailbox, shown: OldFactor, turnedOn: TurnedOn): boolean => {
  if (mailbox.leftAt === null || mailbox.ofTheDayBefore) return true;
  const { fromAt, untilAt } = timeOf(shown, turnedOn);
  return fromAt <= mailbox.leftAt && mailbox.leftAt < untilAt;
};

export function takesBack(shown: OldFactor, mailbox: OldMailbox, turnedOn: TurnedOn): boolean {
  const does = shown.is === 'key' ? keyTakesBack(shown.key, turnedOn) : formerTakesBack(shown.factor, turnedOn);
  return does && countsWith(mailbox, shown, turnedOn);
}

/** Everything that takes it back from this mailbox. */
export function waysBack(
  { credentials }: Pick<Account, 'credentials'>,
  formers: readonly FormerFactor[],
  mailbox: OldMailbox,
  turnedOn: TurnedOn,
): readonly OldFactor[] {
  const keys = credentials.map((key): OldFactor => ({ is: 'key', key }));
  const others = formers.filter(isShown).map((factor): OldFactor => ({ is: 'former', factor }));
  return [...keys, ...others].filter((shown) => takesBack(shown, mailbox, turnedOn));
}

/** Was it trusted, by itself, when it was last the account's? Then it is the equal of a trusted key that confirmed. */
export const isOldTrusted = (shown: OldFactor, { agedUntil }: TurnedOn): boolean =>
  shown.is === 'key' ? wasTrustedBefore(shown.key, agedUntil) : shown.factor.kind === 'key';

/** Had it stood for as long as everything slow is announced? What the account began with replaced nothing. */
export const hadStood = (
  { fromAt, untilAt }: Pick<FormerFactor, 'fromAt' | 'untilAt'>,
  { bornAt, agedUntil }: Pick<TurnedOn, 'bornAt' | 'agedUntil'>,
): boolean => fromAt <= bornAt || Math.min(untilAt, agedUntil) - fromAt >= HOLD_MS;

/**
 * A thief may have set what had not stood, or the holder after a theft: nothing tells which. So it undoes protection, but ends
 * no key, and does not open the account itself.
 */
export const hasStood = (shown: OldFactor, turnedOn: TurnedOn): boolean =>
  isOldTrusted(shown, turnedOn) || hadStood(timeOf(shown, turnedOn), turnedOn);
