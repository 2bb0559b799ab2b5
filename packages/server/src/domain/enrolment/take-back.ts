// Taking back an enrolment while it settles: which factor can, and what the account is afterwards (product.md §2).

import type { Account, ProtectedAccount } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import { isSuspended, NEW_MS } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import { type FormerFactor, wasHadBefore } from './former-factor.ts';
import { hadStood, hasStood, isOldTrusted, type OldFactor, takesBack } from './old-factor.ts';
import type { OldMailbox } from './old-mailbox.ts';
import { FORMER_FACTOR_MS, settlesUntil } from './settling.ts';
import { type TurnedOn, turningOnOf, wasTrustedBefore } from './turned-on.ts';

/** Only an account that settles can be taken back. */
export function decideAsking(account: Account | null, now: number): Decision<ProtectedAccount> {
  return account && account.tier !== 'standard' && settlesUntil(account, now) !== null
    ? allow(account)
    : refuse({ tag: 'flow-gone' });
}

export interface TakenBack {
  /** Younger than the factor, and trusted by nothing but the enrolment: they end. */
  readonly endsKeys: readonly CredentialId[];
  /**
   * Younger than the factor, where it had not stood, or they were trusted before: to end those is slow. And the key that
   * confirmed, where its equal was shown.
   */
  readonly suspends: readonly CredentialId[];
  /** Those that stay and have their trust from the enrolment, or from a recovery key that came with it; and when they have it again. */
  readonly distrusts: readonly { readonly id: CredentialId; readonly trustedAt: number }[];
  /** A registered key that was shown and is suspended: it comes back. */
  readonly bringsBack: CredentialId | null;
  /** What lives again, and nothing beside it. */
  readonly restores: readonly FormerFactor[];
}

const fromAtOf = (shown: OldFactor): number => (shown.is === 'key' ? shown.key.createdAt : shown.factor.fromAt);

/**
 * Of each kind the oldest lives again that the account had in the fourteen days before. A second factor that is younger than
 * the one that was shown stays away, as younger keys do: whoever had got in may have set it. The password comes back
 * whatever its age, since it opens nothing by itself. By what had not stood, only what had lives again, and of that what was
 * in force: a thief's app of ten minutes must not bring back what the holder replaced days ago.
 */
function restoredBy(
  shown: OldFactor,
  formers: readonly FormerFactor[],
  turnedOn: TurnedOn,
  stood: boolean,
): readonly FormerFactor[] {
  const { at, agedUntil } = turnedOn;
  const from = fromAtOf(shown);
  const own = stood && shown.is === 'former' ? shown.factor : null;
  const restored: FormerFactor[] = own ? [own] : [];
  for (const kind of ['password', 'totp', 'backup-codes'] as const) {
    if (own?.kind === kind) continue;
    const had = formers
      .filter((factor) => factor.kind === kind && wasHadBefore(factor, at, agedUntil))
      .filter((factor) => stood || hadStood(factor, turnedOn))
      .toSorted((a, b) => a.fromAt - b.fromAt);
    const inForce = stood ? undefined : had.find(({ untilAt }) => untilAt >= at);
    const isOld = ({ fromAt }: FormerFactor) => fromAt <= from || fromAt <= agedUntil - FORMER_FACTOR_MS;
    const lives = inForce ?? had.slice(0, 1).find((oldest) => kind === 'password' || isOld(oldest));
    if (lives) restored.push(lives);
  }
  return restored;
}

/**
 * Whoever turned protection on made keys trusted by it, perhaps one that they had planted before. Kept, it would turn
 * protection on again at once, and nothing would take that back.
 */
const trustOfTheirs = ({ credentials, protectedSince }: ProtectedAccount, stays: (key: Credential) => boolean) =>
  credentials
    .filter((key) => stays(key) && key.trustedAt >= protectedSince && key.trustedAt < key.createdAt + NEW_MS)
    .map(({ id, createdAt }) => ({ id, trustedAt: createdAt + NEW_MS }));

/** The mailbox was proved by the caller. Refused where this factor does not take it back from there. */
export function decideTakeBack(
  account: ProtectedAccount,
  mailbox: OldMailbox,
  shown: OldFactor,
  formers: readonly FormerFactor[],
  now: number,
): Decision<TakenBack> {
  if (settlesUntil(account, now) === null) return refuse({ tag: 'flow-gone' });
  const { protectedSince, credentials } = account;
  const turnedOn = turningOnOf(account);
  if (!takesBack(shown, mailbox, turnedOn)) return refuse({ tag: 'code-refused' });
  const from = fromAtOf(shown);
  const stood = hasStood(shown, turnedOn);
  const younger = credentials.filter(({ createdAt }) => createdAt > from);
  const ends = stood ? younger.filter((key) => !wasTrustedBefore(key, protectedSince)) : [];
  // As one trusted key suspends another: the key that confirmed would do the same again the next moment.
  const equals = isOldTrusted(shown, turnedOn) ? credentials.filter(({ id }) => id === turnedOn.by) : [];
  const suspends = new Set([...younger, ...equals].filter((key) => !ends.includes(key) && !isSuspended(key)));
  return allow({
    endsKeys: ends.map(({ id }) => id),
    suspends: [...suspends].map(({ id }) => id),
    distrusts: trustOfTheirs(account, (key) => !ends.includes(key)),
    bringsBack: shown.is === 'key' && shown.key.suspension ? shown.key.id : null,
    restores: restoredBy(shown, formers, turnedOn, stood),
  });
}
