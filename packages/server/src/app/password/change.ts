// password.set and password.remove, on standard accounts.

import { unmetWithoutPassword } from '../../domain/account/standing.ts';
import { type Decision, refuse } from '../../domain/decision.ts';
import { deletePassword, setPassword as storePassword } from '../../storage/verifier.ts';
import type { SignedInCaller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { done, operate } from '../operate.ts';
import { judgeNewPassword } from './judge.ts';

/** The first password needs a second factor beside it, as every sign-in with it will. */
export async function setPassword(
  deps: Deps,
  caller: SignedInCaller,
  input: { readonly password: string },
): Promise<Decision<Record<never, never>>> {
  const judged = await judgeNewPassword(deps, input.password, [caller.session.email, caller.session.display_name]);
  if (!judged.allowed) return judged;
  const phc = await deps.passwordHashing.hash(input.password);
  return operate(deps, caller, 'password.set', async ({ tx, account, now }) => {
    await storePassword(tx, account.id, phc, now);
    return done({});
  });
}

/** Refused where it is the only way in (`floor-would-break`), and where there is none (`not-found`). */
export function removePassword(deps: Deps, caller: SignedInCaller): Promise<Decision<Record<never, never>>> {
  return operate(deps, caller, 'password.remove', async ({ tx, account, now }) => {
    const unmet = unmetWithoutPassword(account);
    if (unmet.length > 0) return refuse({ tag: 'floor-would-break', unmet });
    return (await deletePassword(tx, account.id, now)) ? done({}) : refuse({ tag: 'not-found' });
  });
}
