// May this password be set? The rule is the domain's; the word lists are the platform's.

import { allow, type Decision, refuse } from '../../domain/decision.ts';
import { judgePassword } from '../../domain/password/judge-password.ts';
import type { Deps } from '../deps.ts';

/** `personal`: words that an attacker of this account would try first. */
export async function judgeNewPassword(
  deps: Pick<Deps, 'isGuessablePassword'>,
  password: string,
  personal: readonly string[],
): Promise<Decision<undefined>> {
  // Length is judged first, so that the word lists never see a text of any length.
  const fault =
    judgePassword(password, false) ?? judgePassword(password, await deps.isGuessablePassword(password, personal));
  return fault ? refuse({ tag: 'password-refused', why: fault }) : allow();
}
