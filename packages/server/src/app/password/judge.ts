// May this password be set? The rule is the domain's; the word lists are the platform's.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { judgePassword } from '../../domain/password/judge-password.ts';
import type { Deps } from '../deps.ts';
import { throttle } from '../throttle.ts';

export interface NewPassword {
  readonly password: string;
  /** Words that an attacker of this account would try first. */
  readonly personal: readonly string[];
  /** Whose work it is: an account's own, or a flow's. */
  readonly by: { readonly limit: 'new-password.account' | 'new-password.flow'; readonly owner: string };
  readonly now: number;
}

/** Counted: looking words up and hashing is work, and whoever may set a password may do so again and again. */
export async function judgeNewPassword(
  deps: Pick<Deps, 'isGuessablePassword' | 'keyRing' | 'store'>,
  { password, personal, by, now }: NewPassword,
): Promise<Decision<undefined>> {
  // Length is judged first, so that the word lists never see a text of any length.
  const misfit = judgePassword(password, false);
  if (misfit) return refuse({ tag: 'password-refused', why: misfit });
  const limited = await deps.store.write((tx) => throttle(deps, tx, by.limit, [by.owner], now));
  if (limited) return refuse(limited);
  const fault = judgePassword(password, await deps.isGuessablePassword(password, personal));
  return fault ? refuse({ tag: 'password-refused', why: fault }) : allow();
}
