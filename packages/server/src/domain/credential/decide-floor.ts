// May only hardware keys open this account from now on, and which trusted keys would that shut out?

import type { Account } from '../account/account.ts';
import { type Requirement, unmetByKeys } from '../account/standing.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential } from './credential.ts';
import { inGoodStanding } from './judge-make.ts';
import { isDayOld } from './key-stage.ts';

export interface FloorRaised {
  /** The key that proved presence; it counts toward the floor. */
  readonly key: Credential;
  /** Trusted keys that would open the account no more. Where there are any, raising the floor is slow (product.md §3). */
  readonly shutsOut: readonly Credential[];
}

/**
 * The trusted keys that a hardware floor shuts out. Suspended ones among them: they could come back now, and not after
 * it. Otherwise one key would suspend the others and then raise the floor over them.
 */
export const shutOutByFloor = (account: Pick<Account, 'credentials'>, now: number): readonly Credential[] =>
  account.credentials.filter((key) => now >= key.trustedAt && !countsTowardFloor(key, 'hardware'));

/** What the account lacks for a hardware floor. */
export const unmetByFloor = (account: Pick<Account, 'credentials'>, now: number): readonly Requirement[] =>
  unmetByKeys('hardware', inGoodStanding(account.credentials.filter((key) => isDayOld(key, now))));

/** Two keys that count have to be a day old, not suspended and of a good make: one added a minute ago raises nothing. */
export function decideFloor(account: Account, provedWith: Credential | null, now: number): Decision<FloorRaised> {
  const unmet = unmetByFloor(account, now);
  if (unmet.length > 0) return refuse({ tag: 'requirements-unmet', unmet });
  if (!provedWith || !countsTowardFloor(provedWith, 'hardware')) {
    return refuse({ tag: 'ceremony-failed', why: 'below-floor' });
  }
  return allow({ key: provedWith, shutsOut: shutOutByFloor(account, now) });
}
