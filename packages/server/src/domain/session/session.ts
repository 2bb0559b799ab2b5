// A web session as rules see it: when it lives, when it is fresh, when it ends.

import type { AccountId, CredentialId, SessionId } from '../id.ts';
import type { SessionLimits } from '../policy/policy.ts';

export type SignInMethod = 'key' | 'password';

export interface Session {
  readonly id: SessionId;
  readonly accountId: AccountId;
  readonly method: SignInMethod;
  /** The key that opened it; ending that key ends the session. */
  readonly credentialId: CredentialId | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly idleMs: number;
  readonly endsAt: number;
  /** When presence was last proved, and with which key. */
  readonly freshAt: number;
  readonly freshCredentialId: CredentialId | null;
}

/** Lifetimes given to a new session (product.md §1). */
export const lifetime = (limits: SessionLimits, now: number): { idleMs: number; endsAt: number } => ({
  idleMs: limits.idleSeconds * 1000,
  endsAt: now + limits.absoluteSeconds * 1000,
});

/** Neither idle too long nor past its absolute end. Checked at every use, never left to a sweeper. */
export const isLive = (session: Pick<Session, 'lastSeenAt' | 'idleMs' | 'endsAt'>, now: number): boolean =>
  now < session.endsAt && Math.abs(now - session.lastSeenAt) < session.idleMs;

/** Presence was proved within `secondsMax`. A proof from the future, left by a clock that ran ahead, lasts no longer. */
export const isFresh = (session: Pick<Session, 'freshAt'>, secondsMax: number, now: number): boolean =>
  Math.abs(now - session.freshAt) < secondsMax * 1000;
