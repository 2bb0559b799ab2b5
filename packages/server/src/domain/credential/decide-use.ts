// May this key prove presence for this account? The same answer for signing in, stepping up and committing.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential } from './credential.ts';
import { isSuspended, refuseSuspended } from './key-stage.ts';

/**
 * A suspended key does nothing. With the hardware floor a key that does not count toward it opens nothing, even if the
 * account still holds it.
 */
export function decideUse(account: Pick<Account, 'tier'>, credential: Credential): Decision<undefined> {
  if (isSuspended(credential)) return refuseSuspended(credential);
  return countsTowardFloor(credential, account.tier) ? allow() : refuse({ tag: 'ceremony-failed', why: 'below-floor' });
}
