// A frozen standard account whose password and second factor were replaced: for fourteen days the old ones open it, as long
// as it has no trusted key to open it with (product.md §3).

import type { Account } from '../account/account.ts';
import { trustedKeys } from '../credential/key-stage.ts';
import { allow, type Decision, refuse } from '../decision.ts';

/** The password, the second factor or both are such as the account had in the last fourteen days, and has no more. */
export interface FormerFactorsShown {
  readonly kind: 'former-factors';
}

/** May replaced factors be tried at all? Whoever replaced them pressed on no freeze: the holder did, from the mailbox. */
export const mayLift = (account: Account, now: number): boolean =>
  account.tier === 'standard' && account.frozenAt !== null && trustedKeys(account, now).length === 0;

export const decideLifting = (account: Account, now: number): Decision<{ readonly clearsFreeze: boolean }> =>
  mayLift(account, now) ? allow({ clearsFreeze: true }) : refuse({ tag: 'sign-in-failed', why: 'wrong-code' });
