// password.set and password.remove, on standard accounts.

import { unmetWithoutPassword } from '../../domain/account/standing.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { deletePassword, setPassword as storePassword } from '../../storage/verifier.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { endFactorSessions } from '../session/end-factor-sessions.ts';
import { forgetGuesses } from '../sign-in/count-password.ts';
import { judgeNewPassword } from './judge.ts';

/** The first password needs a second factor beside it, as every sign-in with it will. */
export async function setPassword(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly password: string },
): Promise<Decision<Record<never, never>>> {
  const { account_id: owner, email, display_name: displayName } = caller.session;
  const judged = await judgeNewPassword(deps, {
    password: input.password,
    personal: [email, displayName],
    by: { limit: 'new-password.account', owner },
    now: caller.now,
  });
  if (!judged.allowed) return judged;
  const phc = await deps.passwordHashing.hash(input.password, { lane: 'own', owner });
  return operate(deps, caller, 'password.set', async (work) => {
    const { tx, account, now } = work;
    await storePassword(tx, account.id, phc, now);
    await forgetGuesses(deps, tx, account.id);
    await endFactorSessions(work, 'password.set');
    return done({});
  });
}

/** Refused where it is the only way in (`floor-would-break`), and where there is none (`not-found`). */
export function removePassword(deps: Deps, caller: SignedInCaller): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'password.remove', async (work) => {
    const { tx, account, now } = work;
    const unmet = unmetWithoutPassword(account);
    if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
    if (!(await deletePassword(tx, account.id, now))) return refuse({ tag: 'not-found' });
    await endFactorSessions(work, 'password.remove');
    return done({});
  });
}
