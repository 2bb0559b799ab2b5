// May only hardware keys open this account from now on, and which trusted keys would that shut out?

import type { Account } from '../account/account.ts';
import { type Requirement, unmetByKeys } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential } from './credential.ts';
import { inGoodStanding } from './judge-make.ts';
import { isDayOld, isTrusted } from './key-stage.ts';

export interface FloorRaised {
  /** The key that proved presence; it counts toward the floor. */
  readonly key: Credential;
  /** Trusted keys that would open the account no more. Where there are any, raising the floor is slow (product.md §3). */
  readonly shutsOut: readonly Credential[];
}

/** The trusted keys that a hardware floor shuts out. */
export const shutOutByFloor = (account: Pick<Account, 'credentials'>, now: number): readonly Credential[] =>
  account.credentials.filter((key) => isTrusted(key, now) && !countsTowardFloor(key, 'hardware'));

/** Two keys that count have to be a day old, not suspended and of a good make: one that was added a minute ago raises nothing. */
export const unmetForFloor = (account: Pick<Account, 'credentials'>, now: number): readonly Requirement[] =>
  unmetByKeys('hardware', inGoodStanding(account.credentials.filter((key) => isDayOld(key, now))));

export function decideFloor(account: Account, provedWith: Credential | null, now: number): Decision<FloorRaised> {
  const unmet = unmetForFloor(account, now);
  if (unmet.length > 0) return refuse({ tag: 'requirements-unmet', unmet });
  if (!provedWith || !countsTowardFloor(provedWith, 'hardware')) {
    return refuse({ tag: 'ceremony-failed', why: 'below-floor' });
  }
  return allow({ key: provedWith, shutsOut: shutOutByFloor(account, now) });
}
