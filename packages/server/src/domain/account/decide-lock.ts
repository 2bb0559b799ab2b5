// Lock: one handle, the same everywhere. It ends everything, stops what one proof began, suspends what is new where a
// trusted way in is left, and freezes the account until something trusted returns (product.md §5).

import type { Credential } from '../credential/credential.ts';
import {
  freezeHolds,
  frozenByLink,
  hasTrustedWay,
  isConfirmed,
  isSuspended,
  isTrusted,
} from '../credential/key-stage.ts';
import type { Account } from './account.ts';

/** Who pressed it: a key or factor in a session, or a link in a mail or notification. */
export type LockBy = 'session' | 'link';

export interface Lock {
  /** New keys that it suspends. */
  readonly suspends: readonly Credential[];
  /** Keys whose sessions go on: a link touches none that was vouched for. */
  readonly spares: readonly Credential[];
  /** From when on it is frozen; and whether that keeps out now what is not trusted. */
  readonly frozenAt: number;
  readonly freezes: boolean;
  /** Channels of the last fourteen days are told nothing more. */
  readonly pausesYoungChannels: boolean;
}

export function decideLock(account: Account, by: LockBy, now: number): Lock {
  const spares = by === 'link' ? account.credentials.filter((key) => isConfirmed(key, now)) : [];
  const isNew = (key: Credential) => !isSuspended(key) && !isTrusted(key, now) && !spares.includes(key);
  const isWayLeft = hasTrustedWay(account, now);
  const frozenAt = by === 'link' ? frozenByLink(account, now) : now;
  return {
    suspends: isWayLeft ? account.credentials.filter(isNew) : [],
    spares,
    frozenAt,
    freezes: freezeHolds({ ...account, frozenAt }, now),
    pausesYoungChannels: isWayLeft,
  };
}
