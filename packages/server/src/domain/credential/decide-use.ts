// May this key prove presence for this account? The same answer for signing in, stepping up and committing.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential } from './credential.ts';
import { rightsByMake } from './judge-make.ts';
import { isSuspended, refuseSuspended } from './key-stage.ts';

/**
 * A suspended key does nothing. With the hardware floor a key that does not count toward it opens nothing, even if the
 * account still holds it. Neither does one whose make is reported, once its holder had the time to add another.
 */
export function decideUse(
  account: Pick<Account, 'tier' | 'credentials'>,
  credential: Credential,
  now: number,
): Decision<undefined> {
  if (isSuspended(credential)) return refuseSuspended(credential);
  if (!countsTowardFloor(credential, account.tier)) return refuse({ tag: 'ceremony-failed', why: 'below-floor' });
  return rightsByMake(account, credential, now) === 'none'
    ? refuse({ tag: 'ceremony-failed', why: 'make-reported' })
    : allow();
}
