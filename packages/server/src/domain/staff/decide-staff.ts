// Who may become support, and who may stop being it. An operator's own role is not changed from here.

import type { Account } from '../account/account.ts';
import { allow, type Decision, refuse } from '../decision.ts';
import { isProtected } from '../tier.ts';

/** Only a protected account: whoever looks at others is at least as hard to take over as they are. */
export function decideGrant(account: Account | null): Decision<Account> {
  if (account?.role !== 'holder') return refuse({ tag: 'not-found' });
  return isProtected(account.tier) ? allow(account) : refuse({ tag: 'requirements-unmet', unmet: ['enrolment'] });
}

export const decideRevoke = (account: Account | null): Decision<Account> =>
  account?.role === 'support' ? allow(account) : refuse({ tag: 'not-found' });
