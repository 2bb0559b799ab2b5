// How an enrolment that settles was confirmed: by which key, and how far that had come.

import type { ProtectedAccount } from '../account/account.ts';
import type { Credential } from '../credential/credential.ts';
import type { CredentialId } from '../id.ts';

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
