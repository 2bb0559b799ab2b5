// May this key prove presence for this account? The same answer for signing in, stepping up and committing.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import type { CeremonyFault } from '../refusal.ts';
import { countsTowardFloor } from './counts-toward-floor.ts';
import type { Credential } from './credential.ts';
import { rightsByMake } from './judge-make.ts';

/**
 * With the hardware floor a key that does not count toward it opens nothing, even if the account still holds it. Neither
 * does one whose make is reported, once its holder had the time to add another.
 */
export function whyNotOpen(
  account: Pick<Account, 'tier' | 'credentials'>,
  credential: Credential,
  now: number,
): CeremonyFault | null {
  if (!countsTowardFloor(credential, account.tier)) return 'below-floor';
  return rightsByMake(account, credential, now) === 'none' ? 'make-reported' : null;
}

export function decideUse(
  account: Pick<Account, 'tier' | 'credentials'>,
  credential: Credential,
  now: number,
): Decision<undefined> {
  const why = whyNotOpen(account, credential, now);
  return why ? refuse({ tag: 'ceremony-failed', why }) : allow();
}
