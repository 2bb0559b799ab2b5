// Taking back an enrolment while it settles: which factor can, and what the account is afterwards (product.md §2).

import type { Account, ProtectedAccount } from '../account/account.ts';
import { addressAt, type FormerAddress } from '../account/address-history.ts';
import { CONTEST_MS } from '../account/contest.ts';
import type { Credential } from '../credential/credential.ts';
import { isSuspended, NEW_MS } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CredentialId } from '../id.ts';
import { type FormerFactor, wasHadBefore } from './former-factor.ts';
import { formerTakesBack, keyTakesBack, type TurnedOn, turningOnOf, wasTrustedBefore } from './old-factor.ts';
import { FORMER_FACTOR_MS, settlesUntil } from './settling.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The mailboxes that count: the one that the account had a day before protection was turned on, and the one from before the
 * changes that could still be contested then. Whoever moved the address must not end the contest by turning protection on.
 */
export function mailboxesOf(
  { email, protectedSince, emailDecidedAt }: Pick<ProtectedAccount, 'email' | 'protectedSince' | 'emailDecidedAt'>,
  former: readonly FormerAddress[],
): readonly string[] {
  const inQuestionSince = Math.max(protectedSince - CONTEST_MS, emailDecidedAt ?? 0);
  const times = [protectedSince - DAY_MS, Math.min(inQuestionSince, protectedSince - DAY_MS)];
  return [...new Set(times.map((at) => addressAt(email, former, at)))];
}

/** Only an account that settles can be taken back. */
export function decideAsking(account: Account | null, now: number): Decision<ProtectedAccount> {
  return account && account.tier !== 'standard' && settlesUntil(account, now) !== null
    ? allow(account)
    : refuse({ tag: 'flow-gone' });
}

/** What was shown beside the mailbox: a code of an app, a backup code, or a key. Never a password. */
export type OldFactor =
  | { readonly is: 'former'; readonly factor: FormerFactor & { readonly kind: 'totp' | 'backup-codes' | 'key' } }
  | { readonly is: 'key'; readonly key: Credential };

export interface TakenBack {
  /** Younger than the factor, and trusted by nothing but the enrolment: they end. */
  readonly endsKeys: readonly CredentialId[];
  /** Younger than the factor, and trusted before: to end one is slow, so they are suspended. */
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
 * whatever its age, since it opens nothing by itself.
 */
function restoredBy(
  shown: OldFactor,
  formers: readonly FormerFactor[],
  { at, agedUntil }: Pick<TurnedOn, 'at' | 'agedUntil'>,
): readonly FormerFactor[] {
  const from = fromAtOf(shown);
  const own = shown.is === 'former' ? shown.factor : null;
  const restored: FormerFactor[] = own ? [own] : [];
  for (const kind of ['password', 'totp', 'backup-codes'] as const) {
    if (own?.kind === kind) continue;
    const [oldest] = formers
      .filter((factor) => factor.kind === kind && wasHadBefore(factor, at, agedUntil))
      .toSorted((a, b) => a.fromAt - b.fromAt);
    const isOld = oldest && (oldest.fromAt <= from || oldest.fromAt <= agedUntil - FORMER_FACTOR_MS);
    if (oldest && (kind === 'password' || isOld)) restored.push(oldest);
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

/** The mailbox was proved by the caller. Refused where the account had no such factor in the fourteen days before. */
export function decideTakeBack(
  account: ProtectedAccount,
  shown: OldFactor,
  formers: readonly FormerFactor[],
  now: number,
): Decision<TakenBack> {
  if (settlesUntil(account, now) === null) return refuse({ tag: 'flow-gone' });
  const { protectedSince, credentials } = account;
  const turnedOn = turningOnOf(account);
  const takesBack =
    shown.is === 'key' ? keyTakesBack(shown.key, turnedOn) : formerTakesBack(shown.factor, turnedOn, formers);
  if (!takesBack) return refuse({ tag: 'code-refused' });
  const from = fromAtOf(shown);
  const younger = credentials.filter(({ createdAt }) => createdAt > from);
  const wasTheirs = (key: Credential) => wasTrustedBefore(key, protectedSince);
  return allow({
    endsKeys: younger.filter((key) => !wasTheirs(key)).map(({ id }) => id),
    suspends: younger.filter((key) => wasTheirs(key) && !isSuspended(key)).map(({ id }) => id),
    distrusts: trustOfTheirs(account, ({ createdAt }) => createdAt <= from),
    bringsBack: shown.is === 'key' && shown.key.suspension ? shown.key.id : null,
    restores: restoredBy(shown, formers, turnedOn),
  });
}
